"""Faults planted on purpose: the invariant that each must break is shown to see it."""

import os
from collections.abc import Callable

from content.admin import resubmission
from content.publishing import importer, snapshot_data, snapshot_file
from content.publishing.actions import commit, scheduling
from content.snapshot import store


def skip_the_gate_at_the_timer() -> None:
    """A scheduled text goes out unjudged."""
    ungated = commit.carry_out

    def straight(drafts, write):
        judge, commit.gate.refuse_faults = commit.gate.refuse_faults, lambda d: None
        try:
            return ungated(drafts, write)
        finally:
            commit.gate.refuse_faults = judge

    scheduling.carry_out = straight


def drop_the_format() -> None:
    """The file does not say what it is."""
    collect = snapshot_data.collect
    bare = lambda: {k: v for k, v in collect().items() if k != "format"}  # noqa: E731
    snapshot_file.snapshot_data.collect = bare


def publish_drafts_of_a_zip() -> None:
    """A draft that left in a zip and came back counts as a change of the files."""
    sort = importer._sort

    def eager(document, row, force, plan):
        sort(document, row, force, plan)
        if document in plan.settled:
            plan.settled.remove(document)
            plan.changed.append(document)

    importer._sort = eager


def lose_text_at_session_end() -> None:
    """The page that follows a session's end holds nothing."""
    resubmission.is_typed = lambda request: False


def link_without_cleanup() -> None:
    """The file before is kept under the process's number, which is not taken away."""

    def kept(aside: str) -> None:
        name = f"{store.previous_file()}.{os.getpid()}"
        os.link(snapshot_file.settings.SNAPSHOT_FILE, name)
        os.replace(name, store.previous_file())

    snapshot_file._keep_previous = kept


PLANTED: dict[str, Callable[[], None]] = {
    "timer": skip_the_gate_at_the_timer,
    "format": drop_the_format,
    "zip": publish_drafts_of_a_zip,
    "session": lose_text_at_session_end,
    "link": link_without_cleanup,
}
