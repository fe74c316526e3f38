"""YAML → rows, all or nothing: the file, the rows and the record last loaded are
compared page by page, and a staff edit is never overwritten in silence."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from content.models import Edition, Publishable
from content.publishing import permalinks, validation
from content.publishing.editions import publish_edition
from content.publishing.validation import FileRecord
from content.records import parsing, schema
from content.records import rows as records_rows
from content.text.errors import FileError, suggestion
from content.text.yaml_format import dump_yaml, parse_yaml

AUTHOR = "fichiers"


class ImportConflict(NamedTuple):
    """A page changed both in its file and by staff."""

    document: FileRecord
    diff: str


class ImportPlan(NamedTuple):
    """What a load would do; `positions` are the places of all pages of the files."""

    new: list[FileRecord]
    changed: list[FileRecord]
    kept: list[FileRecord]  # changed by staff, not in the file
    unchanged: list[FileRecord]
    conflicts: list[ImportConflict]
    replaced: list[Publishable]  # gone from the files, an alias takes their place
    missing: list[Publishable]  # gone from the files, kept
    withdrawn: list[FileRecord]  # taken away by staff, still in the files
    positions: dict[tuple[str, str], int]


def read_folder(folder: Path) -> tuple[list[FileRecord], list[FileError]]:
    """Every record of the folder's YAML files, with every fault of all of them."""
    models = {stem: m for m in schema.kinds().values() for stem in m.FILES}
    documents: list[FileRecord] = []
    faults: list[FileError] = []
    files = sorted(p for p in folder.glob("*") if p.suffix in (".yaml", ".yml"))
    if not files:
        faults.append(
            FileError(str(folder), 1, 1, "aucun fichier .yaml dans ce dossier.")
        )
    for path in sorted(files, key=lambda p: p.stem != "rubriques"):
        if path.stem not in models:
            message = f"fichier inconnu.{suggestion(path.stem, models)} Fichiers "
            message += f"possibles : {', '.join(f'{stem}.yaml' for stem in models)}."
            faults.append(FileError(str(path), 1, 1, message))
            continue
        found, wrong = _read_file(path, models[path.stem])
        documents += found
        faults += wrong
    names, wrong = permalinks.read_permalinks(folder)
    faults += wrong
    if not faults:
        faults += validation.validate_references(documents, names)
    return documents, sorted(set(faults))


def lost_pages(
    folder: Path, documents: list[FileRecord], stored: set[str]
) -> Iterator[FileError]:
    """Pages of the ledger that neither the files nor the rows hold or replace."""
    held = stored | {d.row.slug for d in documents}
    held |= {a for d in documents for a in getattr(d.row, "aliases", [])}
    for name in permalinks.read_permalinks(folder)[0]:
        if name.slug not in held:
            message = f"« {name.slug} » a été publiée : la remettre dans les fichiers, "
            message += "ou donner son nom aux « aliases » de la page qui la remplace."
            yield FileError(str(folder / permalinks.FILE), 1, 1, message)


def _read_file(
    path: Path, model: type[Publishable]
) -> tuple[list[FileRecord], list[FileError]]:
    root, faults = parse_yaml(path.read_bytes(), str(path))
    if root is None or root.value is None:
        return [], faults
    if not isinstance(root.value, list):
        message = "il faut une liste de pages (« - slug: … »)."
        return [], [*faults, FileError(str(path), root.line, root.column, message)]
    documents = []
    for node in root.value:
        tree, wrong = parsing.read_record(model, node, str(path))
        faults += wrong
        if not wrong:
            documents.append(FileRecord(str(path), path.stem, node, tree))
    return documents, faults


def plan_import(documents: list[FileRecord], force: str = "") -> ImportPlan:
    """Compares files with rows; `force`, `file` or `staff`, settles conflicts."""
    result = ImportPlan([], [], [], [], [], [], [], [], {})
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
    file = records_rows.record_of(document.tree)
    stored = records_rows.record_of(records_rows.tree_of(row))
    if file == stored:
        # the same text on both sides: only the memory of the last load may be late
        (plan.unchanged if file == row.loaded else plan.changed).append(document)
    elif stored == row.loaded or force == "file":
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
    return edition.filter(record__isnull=True).exclude(author=AUTHOR).exists()


def _diff(file: str, stored: dict[str, Any], given: dict[str, Any]) -> str:
    ours, theirs = (dump_yaml([r]).splitlines() for r in (stored, given))
    return "\n".join(unified_diff(ours, theirs, "base de données", file, lineterm=""))


def apply_import(plan: ImportPlan, folder: Path, note: str = "") -> None:
    """Writes a plan without conflict and publishes it, in one transaction."""
    assert not plan.conflicts
    with transaction.atomic():
        permalinks.enter(permalinks.read_permalinks(folder)[0])
        permalinks.enter_published()
        for document in plan.new + plan.changed:
            row = records_rows.save_tree(
                document.tree, plan.positions[document.kind, document.row.slug]
            )
            publish_edition(row.KIND, row.slug, row.loaded, AUTHOR, note)
        for row in plan.replaced:
            publish_edition(row.KIND, row.slug, None, AUTHOR, note)
            row.delete()
        _move(plan.unchanged + plan.kept, plan.positions)
        for document in plan.kept:
            # the staff's text was chosen over this file: no conflict next time
            rows = type(document.row).objects.filter(slug=document.row.slug)
            rows.update(loaded=records_rows.record_of(document.tree))


def _move(documents: list[FileRecord], positions: dict[tuple[str, str], int]) -> None:
    for document in documents:
        position = positions[document.kind, document.row.slug]
        rows = type(document.row).objects.filter(slug=document.row.slug)
        rows.exclude(position=position).update(position=position)
