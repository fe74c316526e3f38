"""The desk as a hypothesis state machine: any act after any other, by any of three
people; the invariants hold after each."""

import re

import hypothesis.strategies as st
from django.contrib.auth.models import User
from hypothesis.stateful import invariant, precondition, rule

from bench.desk import invariants, serving
from bench.desk.editing import PEOPLE, PLACES, READERS, steps
from bench.desk.scheduling import Scheduling
from bench.desk.world import POOL
from content.models import Alert, Edition
from content.publishing import snapshot_file, workflow
from content.snapshot import store
from tests.support.guide_files import with_word

BROUGHT = re.compile(r"\d+ (texte|brouillon|page)\(s\) (chargé|repris|remplacée)")


class Sequences(Scheduling):
    """One sequence of any acts, on a portal put back to its first day."""

    @rule(who=PEOPLE, place=PLACES)
    def delete(self, who, place):
        row = self.page(place)
        known = workflow.current_edition(row) is not None
        status = self.act("delete", lambda: self.desk.delete(who, row), int(not known))
        assert status == (403 if known else 302), status

    @rule(who=PEOPLE, place=st.integers(0, 30))
    def restore(self, who, place):
        mine = Edition.objects.filter(record__isnull=False, kind="procedure")
        mine = mine.filter(slug__in=[page.slug for page in self.desk.pages()])
        edition = mine.order_by("-pk")[place % mine.count()]
        told = self.act("restore", lambda: self.desk.restore(who, edition))
        assert "reprise en brouillon" in told, told

    @rule(who=PEOPLE, place=PLACES)
    def session_over(self, who, place):
        self.act(
            "session", lambda: self.desk.write_signed_out(self.page(place), who), 0
        )

    @rule(who=PEOPLE)
    def warn(self, who):
        text = f"Panne {self.desk.word()}."
        told = self.act("alert", lambda: self.desk.warn(who, text))
        assert ("attend un relecteur" in told) == (who == "rene"), told

    @rule(who=PEOPLE, place=PLACES)
    def two_editors(self, who, place):
        """The form of one was open while another saved: told, and both texts kept."""
        row, other = self.page(place), "ada" if who != "ada" else "lea"
        sent = self.open_form(who, row) | {"summary": f"Le mien {self.desk.word()}."}
        theirs = {"summary": f"Le leur {self.desk.word()}."}
        assert self.act("edit", lambda: self.desk.save(other, row, theirs)) == 302
        answer = self.act(
            "clash", lambda: self.desk.people[who].post(self.desk.place(row), sent), 0
        )
        text = answer.content.decode()
        assert answer.status_code == 409, answer.status_code
        assert sent["summary"] in text and theirs["summary"] in text

    def open_form(self, who, row):
        from tests.support.desk import form_data

        return form_data(self.desk.people[who], self.desk.place(row))

    @precondition(lambda self: self.desk.words % 5 == 4)
    @rule()
    def export_and_load(self):
        """What left comes back: nothing changes, nothing is published."""
        before = Edition.objects.count(), self.rows()
        told = self.act("load", lambda: self.desk.load(self.desk.export()), 0)
        assert (Edition.objects.count(), self.rows()) == before, told

    def rows(self):
        return [workflow.saved_record(row) for row in self.desk.pages()]

    @rule(who=READERS)
    def take_zip(self, who):
        self.act("take_zip", lambda: self.desk.take_zip(who), 0)

    @rule(who=READERS, place=st.integers(0, 9), changed=st.booleans())
    def bring_zip(self, who, place, changed):
        if not self.desk.zips:
            return
        packed = self.desk.zips[place % len(self.desk.zips)]
        if changed:
            packed = with_word(packed, POOL[place % len(POOL)], self.desk.word())
        before = self.desk.lines()
        steps["zip"] = steps.get("zip", 0) + 1
        told = self.desk.bring_zip(who, packed, "staff")
        invariants.one_line_each(before, int(bool(BROUGHT.search(told))))

    @precondition(lambda self: self.desk.words % 5 == 3)
    @rule(who=READERS, place=PLACES)
    def rename(self, who, place):
        """A page takes another name in the files: both stay, drafts as drafts."""
        row = self.page(place)
        old, new = row.slug, f"essai-nom-{self.desk.words}-{self.desk.made}"
        self.desk.words += 1
        folder = self.desk.export()
        for path in folder.glob("*.yaml"):
            text = path.read_text("utf-8").replace(
                f"- slug: {old}\n", f"- slug: {new}\n"
            )
            path.write_text(text, "utf-8")
        steps["rename"] = steps.get("rename", 0) + 1
        self.desk.load(folder)

    @rule()
    def writer_killed(self):
        """A process stopped between keeping the file before and replacing it."""
        aside = store.previous_file().with_name(".snapshot-killed.previous")
        snapshot_file._keep_previous(str(aside))
        snapshot_file.write_snapshot()
        steps["killed"] = steps.get("killed", 0) + 1

    @precondition(lambda self: self.desk.words % 3 == 2)
    @rule(cut=st.booleans())
    def restart(self, cut):
        """A server starts from what was left, as a process of its own; stopped as one
        stops it, or cut. Nothing changes by it."""
        before = self.desk.lines(), Edition.objects.count(), self.rows()
        steps["restart"] = steps.get("restart", 0) + 1
        serving.read_served(self.desk.addresses, cut)
        assert (self.desk.lines(), Edition.objects.count(), self.rows()) == before

    @invariant()
    def holds(self):
        invariants.fresh_process()
        invariants.no_file_left_over()
        invariants.nothing_unread_is_online(self.desk.read)
        number = snapshot_file.mark_in_file().number
        if number != self.seen:
            self.seen = number
            self.desk.addresses |= invariants.online_addresses(self.desk.pages())
            invariants.addresses_answer(self.desk.addresses)
            invariants.no_dead_reference()
        invariants.nothing_is_lost(self.desk.acknowledged)
        assert not Alert.objects.filter(approved=True, written_by="rene").exists()
        assert User.objects.filter(is_active=True).count() == 3
