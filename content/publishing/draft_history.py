"""Draft history: the last versions of a text saved at the desk, with their authors."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from content.models import DraftVersion, Edition, Publishable
from content.publishing import workflow
from content.publishing.audit import FROM_FILES

VERSIONS = 20  # versions of a text


def keep_version(row: Publishable, author: str = "") -> None:
    """Keeps the text as it is saved now, if the last version kept differs. `author`: by
    default whoever saved it last. Inside a transaction."""
    record = workflow.saved_record(row)
    versions = versions_of(row)
    last = versions.first()
    if last and last.record == record:
        return
    author = author or workflow.draft_state(row).edited_by or FROM_FILES
    DraftVersion.objects.create(
        kind=row.KIND, slug=row.slug, record=record, author=author
    )
    old = versions.values_list("pk", flat=True)[VERSIONS:]
    DraftVersion.objects.filter(pk__in=list(old)).delete()


def versions_of(row: Publishable) -> QuerySet[DraftVersion]:
    """The versions kept of a text, the newest first."""
    return DraftVersion.objects.filter(kind=row.KIND, slug=row.slug)


def restore_version(
    row: Publishable, version: DraftVersion, user: str
) -> Publishable | None:
    """Writes a version back over the rows, as if it were typed, after keeping what they
    said; None when it is of another shape than today's."""
    with transaction.atomic():
        keep_version(row)
        written = workflow.write_draft(row.KIND, version.record)
        if written:
            workflow.note_edited(written, user)
            keep_version(written, user)
    return written


def record_with_digest(row: Publishable, digest: str) -> dict[str, Any] | None:
    """The text that a form was made from, found by its mark; None when it is not
    known any more."""
    editions = Edition.objects.filter(
        kind=row.KIND, slug=row.slug, record__isnull=False
    )
    kept = [version.record for version in versions_of(row)]
    kept += [edition.record for edition in editions.order_by("-pk")[:VERSIONS]]
    kept += [row.loaded] if row.loaded else []
    return next((r for r in kept if workflow.digest_of(r) == digest), None)
