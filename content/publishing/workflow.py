"""The way of a text at the desk: opened, edited, read over, scheduled, published. Rows
say what is written; this says who is at it."""

import datetime
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.models import DraftState, Edition, Publishable
from content.publishing.editions import publish_edition
from content.records.rows import record_of, stored, tree_of

OPEN_FOR = datetime.timedelta(minutes=20)


def draft_state(row: Publishable) -> DraftState:
    """The work on a text, saved or not yet."""
    found = DraftState.objects.filter(kind=row.KIND, slug=row.slug).first()
    return found or DraftState(kind=row.KIND, slug=row.slug)


def saved_record(row: Publishable) -> dict[str, Any]:
    """The text as it is saved now, lines included."""
    return record_of(tree_of(stored(type(row)).get(pk=row.pk)))


def record_digest(row: Publishable) -> str:
    """A mark of the saved text: another mark means that somebody changed it."""
    return digest_of(saved_record(row))


def digest_of(record: dict[str, Any]) -> str:
    """The mark of a text."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def current_edition(row: Publishable) -> Edition | None:
    return Edition.objects.current().filter(kind=row.KIND, slug=row.slug).first()


def note_opened(row: Publishable, user: str) -> str:
    """Notes that somebody has the text open; who else had, a short while ago."""
    work, now = draft_state(row), timezone.now()
    recent = work.opened_at and now - work.opened_at < OPEN_FOR
    other = work.opened_by if recent and work.opened_by != user else ""
    if not other:
        DraftState.objects.update_or_create(
            kind=row.KIND,
            slug=row.slug,
            defaults={"opened_by": user, "opened_at": now},
        )
    return other


def note_edited(row: Publishable, user: str) -> None:
    """Notes a saved change: a draft again, whatever it was before."""
    edition = current_edition(row)
    same = edition is not None and edition.record == saved_record(row)
    DraftState.objects.update_or_create(
        kind=row.KIND,
        slug=row.slug,
        defaults={
            "state": DraftState.State.DONE if same else DraftState.State.DRAFT,
            "edited_by": user,
            "edited_at": timezone.now(),
            "opened_by": "",
            "opened_at": None,
        },
    )


def move_state(row: Publishable, state: str, note: str = "") -> None:
    """Sends a text to its reader, or back to its writer."""
    DraftState.objects.update_or_create(
        kind=row.KIND, slug=row.slug, defaults={"state": state, "note": note}
    )


def schedule_publication(
    row: Publishable, user: str, note: str, at: datetime.datetime
) -> None:
    """Freezes the text as it is now, to be published at a moment."""
    DraftState.objects.update_or_create(
        kind=row.KIND,
        slug=row.slug,
        defaults={
            "state": DraftState.State.DONE,
            "note": note,
            "publish_at": at,
            "scheduled": saved_record(row),
            "scheduled_by": user,
        },
    )


def clear_state(row: Publishable) -> None:
    """Nothing waits any more."""
    DraftState.objects.filter(kind=row.KIND, slug=row.slug).update(
        state=DraftState.State.DONE, note="", publish_at=None, scheduled=None
    )


def publish_due() -> int:
    """Publishes what was scheduled and whose time has come; how many texts."""
    if not DraftState.objects.filter(publish_at__lte=timezone.now()).exists():
        return 0
    with transaction.atomic():
        due = DraftState.objects.select_for_update().filter(
            publish_at__lte=timezone.now()
        )
        texts = list(due)
        for work in texts:
            publish_edition(
                work.kind, work.slug, work.scheduled, work.scheduled_by, work.note
            )
            work.publish_at = work.scheduled = None
            work.note = ""
            work.save()
    return len(texts)
