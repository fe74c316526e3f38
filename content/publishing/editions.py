"""Publishing: freezing rows into editions, withdrawing, and counting them."""

from typing import Any

from django.db import connection
from django.db.models import Max

from content.models import Edition
from content.publishing import permalinks
from content.records import schema
from content.text import block_diff

LOCK = 3646  # of PostgreSQL: publications are numbered in the order of their commits


def latest_publication() -> int:
    """The number of the latest publication: the database's side of the snapshot."""
    return Edition.objects.aggregate(latest=Max("pk"))["latest"] or 0


def publish_edition(
    kind: str, slug: str, record: dict[str, Any] | None, author: str, note: str = ""
) -> Edition | None:
    """Freezes a record as the current edition (None withdraws the page); nothing
    when the current edition already says the same. Inside a transaction."""
    one_at_a_time()
    current = Edition.objects.select_for_update().filter(
        kind=kind, slug=slug, current=True
    )
    before = current.first()
    said = before.record if before else None
    if said == record:
        return None
    current.update(current=False)
    number = before.number + 1 if before else 1
    if record is not None:
        permalinks.enter_record(kind, slug, record)
    return Edition.objects.create(
        kind=kind,
        slug=slug,
        number=number,
        record=record,
        author=author,
        note=note,
        changes=_changes(kind, before, record, number),
    )


def _changes(
    kind: str, before: Edition | None, record: dict[str, Any] | None, number: int
) -> block_diff.Changes:
    """The last change of every block, as edition `number` will tell."""
    if before is None:
        return {}
    if record is None or before.record is None:
        return before.changes
    silent = schema.silent_fields(kind)
    return block_diff.carry(before.changes, before.record, record, number, silent)


def one_at_a_time() -> None:
    """Publications wait for each other until the end of the transaction: SQLite writes
    one transaction at a time; PostgreSQL has to be asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
