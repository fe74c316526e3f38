"""What is done to a draft, and reaches no reader."""

from typing import Any

from django.db import transaction

from content.models import Edition, Page, Publishable, ScheduledEdition
from content.publishing import draft_history, scheduled, workflow
from content.publishing.actions.rights import (
    may_publish,
    may_write,
    require_unchanged,
    require_writer,
)
from content.publishing.actions.scheduling import cancel
from content.publishing.audit import Person, log_action
from content.publishing.refusal import ActRefusedError
from content.records import schema


def ask_review(user: Person, row: Publishable, base: str, note: str) -> str:
    """Sends a text to a reader, with what it changes."""
    require_writer(user, type(row))
    with transaction.atomic():
        require_unchanged(row, base)
        if not workflow.has_draft(row):
            raise ActRefusedError(
                "Ce texte est celui qui est en ligne : rien à relire."
            )
        workflow.note_asked(row, user.get_username(), note)
        log_action(user, row, f"envoyé en relecture. {note}".strip())
    return f"« {row} » attend un relecteur."


def may_ask_review(user: Person, row: Publishable) -> bool:
    """Whether somebody has anything to give a reader."""
    return may_write(user, type(row)) and workflow.has_draft(row)


def may_send_back(user: Person, row: Publishable) -> bool:
    """Whether somebody may send a text back: what only waits for its hour is sent back
    by who may cancel it."""
    if only_scheduled(row):
        return may_write(user, type(row)) and may_publish(user)
    return may_ask_review(user, row)


def only_scheduled(row: Publishable) -> bool:
    """Whether all there is to read of a text is what waits for its hour."""
    waiting = scheduled.schedule_of(row.KIND, row.slug)
    if waiting is None:
        return False
    return not workflow.has_draft(row) or workflow.saved_record(row) == waiting.record


def send_back(user: Person, row: Publishable, base: str, reason: str) -> str:
    """Sends a text back to its writer, with the reason; one that only waits for its
    hour does not leave."""
    require_writer(user, type(row))
    if only_scheduled(row):
        told = cancel(user, row.KIND, row.slug, reason)
        workflow.note_returned(row, user.get_username(), reason)
        return told
    with transaction.atomic():
        require_unchanged(row, base)
        if not workflow.has_draft(row):
            raise ActRefusedError(
                "Ce texte est celui qui est en ligne : rien à renvoyer."
            )
        workflow.note_returned(row, user.get_username(), reason)
        log_action(user, row, f"renvoyé en brouillon. {reason}".strip())
    return f"« {row} » est renvoyé en brouillon."


def restore_edition(user: Person, edition: Edition) -> Publishable:
    """Writes an edition back as a draft; publishing stays a decision."""
    model = schema.kinds()[edition.kind]
    require_writer(user, model)
    if edition.record is None:
        raise ActRefusedError(
            "Cette édition est un retrait : il n'y a rien à reprendre."
        )
    return _write_back(
        user, edition.kind, edition.record, f"édition {edition.number} reprise"
    )


def restore_schedule(user: Person, kept: ScheduledEdition) -> Publishable:
    """Writes a version that was scheduled, then cancelled, back as a draft."""
    require_writer(user, schema.kinds()[kept.kind])
    return _write_back(user, kept.kind, kept.record, "version programmée reprise")


def _write_back(
    user: Person, kind: str, record: dict[str, Any], told: str
) -> Publishable:
    with transaction.atomic():
        before = workflow.draft_of(kind, record["slug"])
        if before:
            draft_history.keep_version(before)
        row = workflow.write_draft(kind, record)
        if row is None:
            raise ActRefusedError(
                "Texte trop ancien : le guide a changé de forme depuis."
            )
        workflow.note_edited(row, user.get_username())
        draft_history.keep_version(row, user.get_username())
        log_action(user, row, told)
    return row


def replace_blocks(
    user: Person, row: Publishable, base: str, moved: dict[str, str]
) -> str:
    """Says of blocks once published what replaced them, or that nothing did."""
    require_writer(user, type(row))
    assert isinstance(row, Page)
    with transaction.atomic():
        require_unchanged(row, base)
        row.moved = row.moved | moved
        row.full_clean(exclude=[f.name for f in row._meta.fields if f.name != "moved"])
        row.save(update_fields=["moved"])
        workflow.note_edited(row, user.get_username())
        log_action(user, row, f"anciens blocs : {', '.join(moved)}")
    return "Les anciens liens vers ces blocs arriveront où vous l'avez dit."


def discard(user: Person, row: Publishable) -> None:
    """Deletes a text that is not online, with what was scheduled of it; the admin
    writes it in the journal."""
    require_writer(user, type(row))
    edition = workflow.current_edition(row)
    if edition and edition.record is not None:
        raise ActRefusedError(
            "Ce texte est en ligne : on le retire, on ne l'efface pas."
        )
    with transaction.atomic():
        scheduled.drop_schedule(row.KIND, row.slug, user, "Le texte est effacé.")
        workflow.forget(row)
        row.delete()
