"""The acts on one text: written, sent, sent back, published, scheduled, withdrawn."""

from collections.abc import Callable
from typing import Any

import hypothesis
import hypothesis.strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from bench.desk import invariants
from bench.desk.acts import Desk
from bench.desk.world import POOL
from content.models import ScheduledEdition
from content.publishing import scheduled, snapshot_file, workflow

PEOPLE = st.sampled_from(["rene", "lea", "ada"])
READERS = st.sampled_from(["lea", "ada"])
PLACES = st.integers(0, 7)
steps: dict[str, int] = {}


class Editing(RuleBasedStateMachine):
    """One sequence, on a portal put back to its first day."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.seen = snapshot_file.mark_in_file().number
        self.opened: tuple[int, dict[str, str]] | None = None

    @initialize(number=st.integers(0, 9999))
    def begin(self, number):
        """The simplest sequence of a draw is one rule again and again: not this one."""
        hypothesis.assume(number)

    def page(self, place: int):
        pages = self.desk.pages()
        return pages[place % len(pages)]

    def act(self, name: str, do: Callable[[], Any], lines: int | None = 1) -> Any:
        """Does an act, and counts the lines that it left in the journal; None: as
        many as it says it did something. A schedule that it takes away has a line of
        its own, unless the act is to cancel it."""
        steps[name] = steps.get(name, 0) + 1
        before, cancelled = self.desk.lines(), CANCELLED.all().count()
        done = do()
        if lines is None:
            told = str(done)
            lines = 0 if is_refusal(told) else 1
        if name not in ("cancel", "send_back"):
            lines += CANCELLED.all().count() - cancelled
        invariants.one_line_each(before, lines)
        return done

    @rule(who=PEOPLE)
    def create(self, who):
        status = self.act("create", lambda: self.desk.create(who))
        assert status == 302, status

    @rule(who=PEOPLE, place=PLACES, naming=st.none() | PLACES)
    def edit(self, who, place, naming):
        row = self.page(place)
        changes = {"summary": f"On y dit {self.desk.word()}."}
        if naming is not None:
            changes["related"] = POOL[naming % len(POOL)]
        status = self.act("edit", lambda: self.desk.save(who, row, changes))
        assert status == 302, status

    @rule(who=PEOPLE, place=PLACES)
    def save_empty(self, who, place):
        row = self.page(place)
        before = vars(workflow.draft_state(row)) | {"_state": 0, "opened_by": 0}
        assert self.act("save_empty", lambda: self.desk.save(who, row, {})) == 302
        after = vars(workflow.draft_state(row)) | {"_state": 0, "opened_by": 0}
        told = ("state", "writers", "edited_by", "note", "reason")
        assert all(before[x] == after[x] for x in told), "an empty save changed it"

    @rule(who=PEOPLE, place=PLACES)
    def send(self, who, place):
        self.decide("send", who, place, "relecture", note="À relire.")

    @rule(who=PEOPLE, place=PLACES)
    def send_back(self, who, place):
        self.decide("send_back", who, place, "brouillon", reason="Reprendre.")

    @rule(who=PEOPLE, place=PLACES)
    def publish(self, who, place):
        told = self.decide("publish", who, place, "publier", note="Publié.")
        if who == "rene":
            assert "rôle" in told, told

    @rule(who=PEOPLE, place=PLACES, hours=st.integers(1, 50))
    def schedule(self, who, place, hours):
        at = f"2027-01-{1 + hours // 24:02}T{hours % 24:02}:30"
        self.decide("schedule", who, place, "publier", publish_at=at)

    @precondition(lambda self: scheduled.open_schedules().exists())
    @rule(who=PEOPLE, place=PLACES)
    def cancel(self, who, place):
        self.decide("cancel", who, place, "annuler")

    @rule(who=READERS, place=PLACES, other=PLACES)
    def withdraw_any(self, who, place, other):
        self.withdraw(who, place, other)

    def withdraw(self, who, place, other):
        row, target = self.page(place), self.page(other)
        slug = row.slug
        told = self.decide("withdraw", who, place, "retirer", replaced_by=target.slug)
        if "est retirée" in told:
            self.desk.forget(slug)

    def decide(self, name, who, place, decision, **more):
        """A decision: done, or refused for what its own page says."""
        row = self.page(place)
        told = self.act(
            name, lambda: self.desk.decide(who, row, decision, **more), None
        )
        if is_refusal(told):
            known = any(word in told for word in OWN_REASONS) or row.slug in told
            assert known, f"blocked by another page: {told}"
        return told


CANCELLED = ScheduledEdition.objects.filter(state=scheduled.State.CANCELLED)
# why an act is refused for its own page, or for who asks
OWN_REASONS = (
    "rôle", "déjà en ligne", "Rien n'est programmé", "rien à relire", "rien à renvoyer",
    "n'est pas en ligne", "Choisissez la page", "a changé pendant", "Sélectionnez",
    "Seule une personne qui relit",
)  # fmt: skip
DONE = ("» est en ligne", "partira le", "ne partira pas", "» attend un relecteur",
        "est renvoyé en brouillon", "est retirée")  # fmt: skip


def is_refusal(told: str) -> bool:
    """Whether the desk says that nothing was done."""
    return not any(word in told for word in DONE)
