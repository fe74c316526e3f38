"""The way of a text at the desk: opened, edited, read over, scheduled, published. Rows
say what is written; this says who is at it."""

import datetime
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.models import Edition, Publishable, Work
from content.publishing import publish
from content.records import record_of, stored, tree_of

OPEN_FOR = datetime.timedelta(minutes=20)


def of(row: Publishable) -> Work:
    """The work on a text, saved or not yet."""
    found = Work.objects.filter(kind=row.KIND, slug=row.slug).first()
    return found or Work(kind=row.KIND, slug=row.slug)


def record(row: Publishable) -> dict[str, Any]:
    """The text as it is saved now, lines included."""
    return record_of(tree_of(stored(type(row)).get(pk=row.pk)))


def digest(row: Publishable) -> str:
    """A mark of the saved text: another mark means that somebody changed it."""
    text = json.dumps(record(row), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def current(row: Publishable) -> Edition | None:
    return Edition.objects.current().filter(kind=row.KIND, slug=row.slug).first()


def opened(row: Publishable, user: str) -> str:
    """Notes that somebody has the text open; who else had, a short while ago."""
    work, now = of(row), timezone.now()
    recent = work.opened_at and now - work.opened_at < OPEN_FOR
    other = work.opened_by if recent and work.opened_by != user else ""
    if not other:
        Work.objects.update_or_create(
            kind=row.KIND,
            slug=row.slug,
            defaults={"opened_by": user, "opened_at": now},
        )
    return other


def edited(row: Publishable, user: str) -> None:
    """Notes a saved change: a draft again, whatever it was before."""
    edition = current(row)
    same = edition is not None and edition.record == record(row)
    Work.objects.update_or_create(
        kind=row.KIND,
        slug=row.slug,
        defaults={
            "state": Work.State.DONE if same else Work.State.DRAFT,
            "edited_by": user,
            "edited_at": timezone.now(),
            "opened_by": "",
            "opened_at": None,
        },
    )


def move(row: Publishable, state: str, note: str = "") -> None:
    """Sends a text to its reader, or back to its writer."""
    Work.objects.update_or_create(
        kind=row.KIND, slug=row.slug, defaults={"state": state, "note": note}
    )


def schedule(row: Publishable, user: str, note: str, at: datetime.datetime) -> None:
    """Freezes the text as it is now, to be published at a moment."""
    Work.objects.update_or_create(
        kind=row.KIND,
        slug=row.slug,
        defaults={
            "state": Work.State.DONE,
            "note": note,
            "publish_at": at,
            "scheduled": record(row),
            "scheduled_by": user,
        },
    )


def done(row: Publishable) -> None:
    """Nothing waits any more."""
    Work.objects.filter(kind=row.KIND, slug=row.slug).update(
        state=Work.State.DONE, note="", publish_at=None, scheduled=None
    )


def publish_due() -> int:
    """Publishes what was scheduled and whose time has come; how many texts."""
    if not Work.objects.filter(publish_at__lte=timezone.now()).exists():
        return 0
    with transaction.atomic():
        due = Work.objects.select_for_update().filter(publish_at__lte=timezone.now())
        texts = list(due)
        for work in texts:
            publish(work.kind, work.slug, work.scheduled, work.scheduled_by, work.note)
            work.publish_at = work.scheduled = None
            work.note = ""
            work.save()
    return len(texts)
