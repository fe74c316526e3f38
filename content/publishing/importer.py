"""Import, YAML → rows, all or nothing: the file, the rows and the record last loaded
are compared page by page, and a staff edit is never overwritten in silence."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from content.models import Edition, Publishable
from content.publishing import permalinks
from content.publishing.audit import FROM_FILES
from content.publishing.permalinks import PermalinkLine
from content.publishing.validation import FileRecord
from content.records import rows as records_rows
from content.records import schema
from content.text.errors import FileError
from content.text.yaml_format import dump_yaml


class ImportConflict(NamedTuple):
    """A page changed both in its file and by staff."""

    document: FileRecord
    diff: str


class ImportPlan(NamedTuple):
    """What a load would do; `positions` are the places of all pages of the files,
    `stored` what the desk says of them, `online` what readers read."""

    new: list[FileRecord]
    changed: list[FileRecord]
    kept: list[FileRecord]  # changed by staff, not in the file
    unchanged: list[FileRecord]
    settled: list[FileRecord]  # the file says what the desk says already
    conflicts: list[ImportConflict]
    replaced: list[Publishable]  # gone from the files, an alias takes their place
    missing: list[Publishable]  # gone from the files, kept
    withdrawn: list[FileRecord]  # taken away by staff, still in the files
    positions: dict[tuple[str, str], int]
    stored: dict[tuple[str, str], dict[str, Any]]
    online: dict[tuple[str, str], dict[str, Any] | None]

    @property
    def published(self) -> list[FileRecord]:
        """What readers would read anew."""
        return self.new + self.changed


def lost_pages(
    names: list[PermalinkLine], documents: list[FileRecord], stored: set[str]
) -> Iterator[FileError]:
    """Names once published that neither the files nor the rows hold or replace."""
    held = stored | {d.row.slug for d in documents}
    held |= {a for d in documents for a in getattr(d.row, "aliases", [])}
    for name in names:
        if name.slug not in held:
            message = f"« {name.slug} » a été publiée : la remettre dans les fichiers, "
            message += "ou donner son nom aux « aliases » de la page qui la remplace."
            yield FileError(permalinks.FILE, 1, 1, message)


def plan_import(documents: list[FileRecord], force: str = "") -> ImportPlan:
    """Compares files with rows; `force`, `file` or `staff`, settles conflicts."""
    current = Edition.objects.current()
    online = {(e.kind, e.slug): e.record for e in current}
    result = ImportPlan([], [], [], [], [], [], [], [], [], {}, {}, online)
    aliases = {a for d in documents for a in getattr(d.row, "aliases", [])}
    for kind, model in schema.kinds().items():
        rows = {row.slug: row for row in records_rows.stored(model)}
        mine = [d for d in documents if d.kind == kind]
        for position, document in enumerate(mine):
            result.positions[kind, document.row.slug] = position
            _sort(document, rows.pop(document.row.slug, None), force, result)
        for row in rows.values():
            edited = records_rows.record_of(records_rows.tree_of(row)) != row.loaded
            replaced = row.slug in aliases and not edited
            (result.replaced if replaced else result.missing).append(row)
    return result


def _sort(
    document: FileRecord, row: Publishable | None, force: str, plan: ImportPlan
) -> None:
    if row is None:
        gone = force != "file" and _withdrawn(document)
        (plan.withdrawn if gone else plan.new).append(document)
        return
    key = document.kind, document.row.slug
    file = records_rows.record_of(document.tree)
    stored = records_rows.record_of(records_rows.tree_of(row))
    plan.stored[key] = stored
    # nobody wrote nor published anything of it since the last load
    untouched = stored == row.loaded and plan.online.get(key, stored) == stored
    if file == stored:
        # the same text on both sides, published or a draft, which it stays: only the
        # memory of the last load may be late
        (plan.unchanged if file == row.loaded else plan.settled).append(document)
    elif untouched or force == "file":
        plan.changed.append(document)
    elif file == row.loaded or force == "staff":
        plan.kept.append(document)
    else:
        plan.conflicts.append(
            ImportConflict(document, _diff(document.file, stored, file))
        )


def _withdrawn(document: FileRecord) -> bool:
    """Whether staff took the page away."""
    edition = Edition.objects.current().filter(
        kind=document.kind, slug=document.row.slug
    )
    gone = edition.filter(record__isnull=True)
    return gone.exclude(author__endswith=FROM_FILES).exists()


def _diff(file: str, stored: dict[str, Any], given: dict[str, Any]) -> str:
    ours, theirs = (dump_yaml([r]).splitlines() for r in (stored, given))
    return "\n".join(unified_diff(ours, theirs, "base de données", file, lineterm=""))


def write_rows(plan: ImportPlan, folder: Path) -> list[Publishable]:
    """Writes a plan without conflict to the rows, and nothing to readers; the rows of
    what is new or changed. Inside a transaction."""
    assert not plan.conflicts
    permalinks.enter(permalinks.read_permalinks(folder)[0])
    permalinks.enter_published()
    rows = [
        records_rows.save_tree(
            document.tree, plan.positions[document.kind, document.row.slug]
        )
        for document in plan.new + plan.changed
    ]
    for row in plan.replaced:
        row.delete()
    _move(plan.unchanged + plan.settled + plan.kept, plan.positions)
    for document in plan.kept + plan.settled:
        key = document.kind, document.row.slug
        if document in plan.settled and plan.online.get(key) != plan.stored[key]:
            continue  # a draft that left and came back is no less a draft
        # what is at the desk was chosen over this file, or says the same: no conflict
        # next time
        found = type(document.row).objects.filter(slug=document.row.slug)
        found.update(loaded=records_rows.record_of(document.tree))
    return rows


def _move(documents: list[FileRecord], positions: dict[tuple[str, str], int]) -> None:
    for document in documents:
        position = positions[document.kind, document.row.slug]
        rows = type(document.row).objects.filter(slug=document.row.slug)
        rows.exclude(position=position).update(position=position)
