"""Publishing."""

from typing import Any

from content.models import Edition, Publishable
from content.publishing import scheduled, workflow
from content.publishing.actions.commit import carry_out
from content.publishing.actions.rights import (
    require_publisher,
    require_second_reader,
    require_unchanged,
)
from content.publishing.audit import Person, log_action
from content.publishing.editions import publish_edition
from content.publishing.snapshot_data import Drafts

Read = tuple[Publishable, str]  # a text, and the mark of it as it was read over


def publish(user: Person, texts: list[Read], note: str = "") -> str:
    """Gives texts that were read over to readers, all or none."""
    require_publisher(user)
    for row, base in texts:
        require_second_reader(user, row)
        require_unchanged(row, base)
    drafts: Drafts = {}
    for row, _ in texts:
        drafts[row.KIND, row.slug] = workflow.saved_record(row)
    done: list[str] = []

    def write() -> None:
        for row, base in texts:
            # asked before too: the answer is quicker; only this one is under the lock
            require_unchanged(row, base)
            record = drafts[row.KIND, row.slug]
            assert record is not None
            told = replace_edition(row.KIND, row.slug, record, user, note)
            if told is not None:
                done.append(told)
                log_action(user, row, f"publié. {note}".strip())
            workflow.clear_state(row.KIND, row.slug)

    later = carry_out(drafts, write)
    return _told(done, texts) + later


def _told(done: list[str], texts: list[Read]) -> str:
    """`done`: of each text published, what becomes of its scheduled version."""
    if len(texts) > 1:
        return f"{len(done)} texte(s) publié(s)." + "".join(done)
    row = texts[0][0]
    if not done:
        return f"« {row} » était déjà en ligne, mot pour mot."
    return f"« {row} » est en ligne." + done[0]


def replace_edition(
    kind: str, slug: str, record: dict[str, Any], author: Person, note: str
) -> str | None:
    """Publishes a record in the place of the current edition; the version scheduled
    takes over what it corrects: the sentence that says so, None when the edition says
    the same already. Inside a transaction."""
    before = Edition.objects.current().filter(kind=kind, slug=slug).first()
    made = publish_edition(kind, slug, record, author.get_username(), note)
    if made is None:
        return None
    return scheduled.carry_over(kind, slug, before.record if before else None, record)
