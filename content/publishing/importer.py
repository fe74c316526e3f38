"""Import, YAML → rows, all or nothing: the file, the rows and the record last loaded
are compared page by page, and a staff edit is never overwritten in silence."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from types import MappingProxyType
from typing import Any

from content.models import Edition, Publishable
from content.publishing import permalinks
from content.publishing.audit import FROM_FILES
from content.publishing.import_plan import (
    DraftMark,
    ImportConflict,
    ImportedDraft,
    ImportPlan,
    Key,
)
from content.publishing.permalinks import PermalinkLine
from content.records import rows as records_rows
from content.records import schema
from content.records.parsing import FileRecord
from content.text.errors import FileError
from content.text.yaml_format import dump_yaml

# how files give back a name that was lost; the desk says it in its own words
IN_FILES = "la remettre dans les fichiers, ou donner son nom aux "
LONG_ENOUGH = 12  # signs from which words are somebody's


def lost_pages(
    names: list[PermalinkLine], documents: list[FileRecord], stored: set[str]
) -> Iterator[FileError]:
    """Names once published that neither the files nor the rows hold or replace."""
    held = stored | {d.row.slug for d in documents}
    held |= {a for d in documents for a in getattr(d.row, "aliases", [])}
    for name in names:
        if name.slug not in held:
            message = f"« {name.slug} » a été publiée : {IN_FILES}"
            message += "« aliases » de la page qui la remplace."
            yield FileError(permalinks.FILE, 1, 1, message)


def plan_import(
    documents: list[FileRecord],
    force: str = "",
    marked: Mapping[Key, DraftMark] = MappingProxyType({}),
) -> ImportPlan:
    """Compares files with rows; `force`, `file` or `staff`, settles conflicts;
    `marked`: the drafts among the files."""
    current = Edition.objects.current()
    online = {(e.kind, e.slug): e.record for e in current}
    result = ImportPlan(online=online, marked=dict(marked))
    aliases = {a for d in documents for a in getattr(d.row, "aliases", [])}
    for kind, model in schema.kinds().items():
        rows = {row.slug: row for row in records_rows.stored(model)}
        mine = [d for d in documents if d.kind == kind]
        unread = _unread_words(rows.values(), online)
        for position, document in enumerate(mine):
            result.positions[kind, document.row.slug] = position
            _sort(document, rows.pop(document.row.slug, None), force, result)
        _take_copies(result, kind, unread)
        for row in rows.values():
            edited = records_rows.record_of(records_rows.tree_of(row)) != row.loaded
            replaced = row.slug in aliases and not edited
            (result.replaced if replaced else result.missing).append(row)
    return result


def _sort(
    document: FileRecord, row: Publishable | None, force: str, plan: ImportPlan
) -> None:
    key = document.kind, document.row.slug
    mark = plan.marked.get(key)
    if row is None:
        _sort_new(document, mark, force, plan)
        return
    file = records_rows.record_of(document.tree)
    stored = records_rows.record_of(records_rows.tree_of(row))
    plan.stored[key] = stored
    # nobody wrote nor published anything of it since the last load
    untouched = stored == row.loaded and plan.online.get(key, stored) == stored
    if file == stored:
        # the same text on both sides, published or a draft, which it stays: only the
        # memory of the last load may be late
        (plan.unchanged if file == row.loaded else plan.settled).append(document)
    elif mark and (untouched or force == "file"):
        plan.drafts.append(ImportedDraft(document, None, mark.work, False))
    elif untouched or force == "file":
        plan.changed.append(document)
    elif file == row.loaded or force == "staff":
        plan.kept.append(document)
    else:
        plan.conflicts.append(
            ImportConflict(document, _diff(document.file, stored, file))
        )


def _sort_new(
    document: FileRecord, mark: DraftMark | None, force: str, plan: ImportPlan
) -> None:
    if force != "file" and _withdrawn(document):
        plan.withdrawn.append(document)
    elif mark:
        plan.drafts.append(ImportedDraft(document, mark.online, mark.work, False))
    else:
        plan.new.append(document)


def _unread_words(
    rows: Iterable[Publishable], online: dict[Key, dict[str, Any] | None]
) -> set[str]:
    """The sentences that stand in drafts of the desk, and nowhere online."""
    written = set()
    for row in rows:
        record = records_rows.record_of(records_rows.tree_of(row))
        if record != online.get((row.KIND, row.slug)):
            written |= set(_sentences(record))
    read = {said for record in online.values() for said in _sentences(record)}
    return written - read


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if " " in value and len(value) >= LONG_ENOUGH:
            yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _sentences(part)


def _take_copies(plan: ImportPlan, kind: str, unread: set[str]) -> None:
    """A new page with the words of a draft is that draft, under another name."""
    for document in [d for d in plan.new if d.kind == kind]:
        said = _sentences(records_rows.record_of(document.tree))
        if unread.intersection(said):
            plan.new.remove(document)
            plan.drafts.append(ImportedDraft(document, None, {}, True))


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
    for draft in plan.drafts:
        _write_draft(draft, plan)
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


def _write_draft(draft: ImportedDraft, plan: ImportPlan) -> None:
    """The rows of a draft; the memory of the files is of what was published."""
    kind, slug = key = draft.document.kind, draft.document.row.slug
    rows = schema.kinds()[kind].objects.filter(slug=slug)
    before = rows.values_list("loaded", flat=True).first()
    records_rows.save_tree(draft.document.tree, plan.positions[key])
    rows.update(loaded=before or draft.online)


def _move(documents: list[FileRecord], positions: dict[Key, int]) -> None:
    for document in documents:
        position = positions[document.kind, document.row.slug]
        rows = type(document.row).objects.filter(slug=document.row.slug)
        rows.exclude(position=position).update(position=position)
