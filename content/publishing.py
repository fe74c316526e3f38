"""Publishing: freezing rows into editions, withdrawing, and counting them."""

from typing import Any

from django.db.models import Max

from content.models import Edition


def number() -> int:
    """The number of the latest publication: the database's side of the snapshot."""
    return Edition.objects.aggregate(latest=Max("pk"))["latest"] or 0


def publish(
    kind: str, slug: str, record: dict[str, Any] | None, author: str, note: str = ""
) -> Edition | None:
    """Freezes a record as the current edition (None withdraws the page); nothing
    when the current edition already says the same. Inside a transaction."""
    current = Edition.objects.select_for_update().filter(
        kind=kind, slug=slug, current=True
    )
    before = current.first()
    if before and before.record == record or before is None and record is None:
        return None
    current.update(current=False)
    return Edition.objects.create(
        kind=kind,
        slug=slug,
        number=before.number + 1 if before else 1,
        record=record,
        author=author,
        note=note,
    )
