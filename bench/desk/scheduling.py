"""Versions to come: what they lead to or cite may go before their hour."""

import json
from typing import Any

from hypothesis.stateful import precondition, rule

from bench.desk import invariants
from bench.desk.editing import PLACES, READERS, Editing, steps
from content.models import Edition
from content.publishing import scheduled, workflow
from tests.support.desk import form_data

SPARE = "am-med"  # a source of the guide that no page cites
HOUR = "2027-01-02T10:30"


class Scheduling(Editing):
    """The acts on what waits for its hour."""

    @precondition(lambda self: scheduled.open_schedules().exists())
    @rule()
    def let_time_pass(self):
        """Every hour that was waited for comes."""
        steps["time"] = steps.get("time", 0) + 1
        before = self.desk.lines()
        count = self.desk.let_time_pass()
        invariants.one_line_each(before, count)

    @rule(who=READERS, place=PLACES, naming=PLACES)
    def schedule_naming(self, who, place, naming):
        """A version to come leads to another page, which may go before its hour."""
        free = that_none_names(self.desk.pages())
        row, named = self.page(place), free[naming % len(free)] if free else None
        if named is None or row == named:
            return
        changes = {"summary": f"Dira {self.desk.word()}.", "related": named.slug}
        assert self.act("edit", lambda: self.desk.save(who, row, changes)) == 302
        self.decide("schedule", who, place, "publier", publish_at=HOUR)

    @rule(who=READERS, place=PLACES)
    def schedule_citing(self, who, place):
        """A version to come cites a source that nothing else does, which may go."""
        row = self.page(place)
        changes = {"summary": f"Citera {self.desk.word()}."}
        sent = form_data(self.desk.people[who], self.desk.place(row))
        for name in sent:
            if name.endswith("-sources") and sent[name]:
                changes[name] = f"{sent[name]}\n{SPARE}"
        assert self.act("edit", lambda: self.desk.save(who, row, changes)) == 302
        self.decide("schedule", who, place, "publier", publish_at=HOUR)

    @precondition(lambda self: SPARE in str([*waiting_records()]))
    @rule(who=READERS)
    def withdraw_source(self, who):
        """What a version to come cites is taken away."""
        source = workflow.draft_of("source", SPARE)
        if source is None:  # what was held at its hour cites it still
            return
        told = self.act(
            "withdraw", lambda: self.desk.decide(who, source, "retirer"), None
        )
        known = "est retirée" in told or "n'est pas en ligne" in told
        assert known or "citent" in told, told

    @precondition(lambda self: scheduled.open_schedules().exists())
    @rule(who=READERS, place=PLACES, other=PLACES)
    def withdraw_named(self, who, place, other):
        """What a version to come leads to is taken away."""
        named = {s for record in waiting_records() for s in record.get("related", [])}
        slugs = [page.slug for page in self.desk.pages()]
        mine = [place for place, slug in enumerate(slugs) if slug in named]
        if mine:
            self.withdraw(who, mine[place % len(mine)], other)


def waiting_records() -> Any:
    """The texts that wait for their hour."""
    return scheduled.open_schedules().values_list("record", flat=True)


def that_none_names(pages: list[Any]) -> list[Any]:
    """Those online that could be taken away."""
    texts = {e.slug: json.dumps(e.record) for e in Edition.objects.current()}
    return [
        page
        for page in pages
        if page.slug in texts
        and not any(page.slug in t for slug, t in texts.items() if slug != page.slug)
    ]
