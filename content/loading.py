"""YAML → rows, all or nothing: the file, the rows and the record last loaded are
compared page by page, and a staff edit is never overwritten in silence."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from content import ledger, records, references
from content.faults import Fault, suggestion
from content.models import Edition, Publishable
from content.publishing import publish
from content.references import Document
from content.yaml_file import read, write

AUTHOR = "fichiers"


class Conflict(NamedTuple):
    """A page changed both in its file and by staff."""

    document: Document
    diff: str


class Plan(NamedTuple):
    """What a load would do; `positions` are the places of all pages of the files."""

    new: list[Document]
    changed: list[Document]
    kept: list[Document]  # changed by staff, not in the file
    unchanged: list[Document]
    conflicts: list[Conflict]
    replaced: list[Publishable]  # gone from the files, an alias takes their place
    missing: list[Publishable]  # gone from the files, kept
    withdrawn: list[Document]  # taken away by staff, still in the files
    positions: dict[tuple[str, str], int]


def read_folder(folder: Path) -> tuple[list[Document], list[Fault]]:
    """Every record of the folder's YAML files, with every fault of all of them."""
    models = {stem: m for m in records.kinds().values() for stem in m.FILES}
    documents: list[Document] = []
    faults: list[Fault] = []
    files = sorted(p for p in folder.glob("*") if p.suffix in (".yaml", ".yml"))
    if not files:
        faults.append(Fault(str(folder), 1, 1, "aucun fichier .yaml dans ce dossier."))
    for path in sorted(files, key=lambda p: p.stem != "rubriques"):
        if path.stem not in models:
            message = f"fichier inconnu.{suggestion(path.stem, models)} Fichiers "
            message += f"possibles : {', '.join(f'{stem}.yaml' for stem in models)}."
            faults.append(Fault(str(path), 1, 1, message))
            continue
        found, wrong = _read_file(path, models[path.stem])
        documents += found
        faults += wrong
    names, wrong = ledger.read_file(folder)
    faults += wrong
    if not faults:
        faults += references.check(documents, names)
    return documents, sorted(set(faults))


def gone(folder: Path, documents: list[Document], stored: set[str]) -> Iterator[Fault]:
    """Pages of the ledger that neither the files nor the rows hold or replace."""
    held = stored | {d.row.slug for d in documents}
    held |= {a for d in documents for a in getattr(d.row, "aliases", [])}
    for name in ledger.read_file(folder)[0]:
        if name.slug not in held:
            message = f"« {name.slug} » a été publiée : la remettre dans les fichiers, "
            message += "ou donner son nom aux « aliases » de la page qui la remplace."
            yield Fault(str(folder / ledger.FILE), 1, 1, message)


def _read_file(
    path: Path, model: type[Publishable]
) -> tuple[list[Document], list[Fault]]:
    root, faults = read(path.read_bytes(), str(path))
    if root is None or root.value is None:
        return [], faults
    if not isinstance(root.value, list):
        message = "il faut une liste de pages (« - slug: … »)."
        return [], [*faults, Fault(str(path), root.line, root.column, message)]
    documents = []
    for node in root.value:
        tree, wrong = records.read(model, node, str(path))
        faults += wrong
        if not wrong:
            documents.append(Document(str(path), path.stem, node, tree))
    return documents, faults


def plan(documents: list[Document], force: str = "") -> Plan:
    """Compares files with rows; `force`, `file` or `staff`, settles conflicts."""
    result = Plan([], [], [], [], [], [], [], [], {})
    aliases = {a for d in documents for a in getattr(d.row, "aliases", [])}
    for kind, model in records.kinds().items():
        rows = {row.slug: row for row in records.stored(model)}
        mine = [d for d in documents if d.kind == kind]
        for position, document in enumerate(mine):
            result.positions[kind, document.row.slug] = position
            _sort(document, rows.pop(document.row.slug, None), force, result)
        for row in rows.values():
            edited = records.record_of(records.tree_of(row)) != row.loaded
            replaced = row.slug in aliases and not edited
            (result.replaced if replaced else result.missing).append(row)
    return result


def _sort(document: Document, row: Publishable | None, force: str, plan: Plan) -> None:
    if row is None:
        gone = force != "file" and _withdrawn(document)
        (plan.withdrawn if gone else plan.new).append(document)
        return
    file = records.record_of(document.tree)
    stored = records.record_of(records.tree_of(row))
    if file == stored:
        # the same text on both sides: only the memory of the last load may be late
        (plan.unchanged if file == row.loaded else plan.changed).append(document)
    elif stored == row.loaded or force == "file":
        plan.changed.append(document)
    elif file == row.loaded or force == "staff":
        plan.kept.append(document)
    else:
        plan.conflicts.append(Conflict(document, _diff(document.file, stored, file)))


def _withdrawn(document: Document) -> bool:
    """Whether staff took the page away."""
    edition = Edition.objects.current().filter(
        kind=document.kind, slug=document.row.slug
    )
    return edition.filter(record__isnull=True).exclude(author=AUTHOR).exists()


def _diff(file: str, stored: dict[str, Any], given: dict[str, Any]) -> str:
    ours, theirs = (write([r]).splitlines() for r in (stored, given))
    return "\n".join(unified_diff(ours, theirs, "base de données", file, lineterm=""))


def apply(plan: Plan, folder: Path, note: str = "") -> None:
    """Writes a plan without conflict and publishes it, in one transaction."""
    assert not plan.conflicts
    with transaction.atomic():
        ledger.enter(ledger.read_file(folder)[0])
        ledger.enter_published()
        for document in plan.new + plan.changed:
            row = records.save(
                document.tree, plan.positions[document.kind, document.row.slug]
            )
            publish(row.KIND, row.slug, row.loaded, AUTHOR, note)
        for row in plan.replaced:
            publish(row.KIND, row.slug, None, AUTHOR, note)
            row.delete()
        _move(plan.unchanged + plan.kept, plan.positions)
        for document in plan.kept:
            # the staff's text was chosen over this file: no conflict next time
            rows = type(document.row).objects.filter(slug=document.row.slug)
            rows.update(loaded=records.record_of(document.tree))


def _move(documents: list[Document], positions: dict[tuple[str, str], int]) -> None:
    for document in documents:
        position = positions[document.kind, document.row.slug]
        rows = type(document.row).objects.filter(slug=document.row.slug)
        rows.exclude(position=position).update(position=position)


def export(folder: Path) -> list[Path]:
    """Rows → YAML, canonical: after a load, the same bytes."""
    files: dict[str, list[dict[str, Any]]] = {}
    for model in records.kinds().values():
        for row in records.stored(model):
            stem = _stem(row)
            files.setdefault(stem, []).append(records.record_of(records.tree_of(row)))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for stem, found in sorted(files.items()):
        path = folder / f"{stem}.yaml"
        path.write_text(write(found), encoding="utf-8", newline="\n")
        paths.append(path)
    return [*paths, ledger.write_file(folder)]


def _stem(row: Publishable) -> str:
    if len(row.FILES) == 1:
        return row.FILES[0]
    return row.section.parent_id or row.section_id
