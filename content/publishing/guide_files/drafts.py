"""The list of drafts that goes with exported files: which texts nobody published yet,
and what readers read in their place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content.models import Edition
from content.publishing import workflow
from content.publishing.import_plan import DraftMark, Key
from content.records import parsing, schema
from content.records.parsing import FileRecord
from content.text.errors import FileError, Node
from content.text.yaml_format import dump_yaml, parse_yaml

STEM = "brouillons"
DRAFTS_FILE = f"{STEM}.yaml"
AT_THE_DESK = "un texte du bureau"  # where a text stands that no file publishes
_NAMES = ("kind", "slug", "online", "work")


def write_drafts(folder: Path, records: dict[Key, dict[str, Any]]) -> list[Path]:
    """Writes the list of those of the texts at the desk, `records`, that readers read
    otherwise or not at all; no list says that there is none."""
    path = folder / DRAFTS_FILE
    online = {(e.kind, e.slug): e.record for e in Edition.objects.current()}
    found = [
        _entry(key, online.get(key))
        for key, record in records.items()
        if online.get(key) != record
    ]
    if not found:
        path.unlink(missing_ok=True)
        return []
    path.write_text(dump_yaml(found), encoding="utf-8", newline="\n")
    return [path]


def _entry(key: Key, online: dict[str, Any] | None) -> dict[str, Any]:
    kind, slug = key
    work = workflow.work_of(kind, slug)
    known = {"kind": kind, "slug": slug, "online": online, "work": work}
    return {name: value for name, value in known.items() if value}


def read_drafts(folder: Path) -> tuple[dict[Key, DraftMark], list[FileError]]:
    """The list beside the files, empty when there is none, with every fault of it."""
    path = folder / DRAFTS_FILE
    if not path.exists():
        return {}, []
    root, faults = parse_yaml(path.read_bytes(), str(path))
    found: dict[Key, DraftMark] = {}
    entries = root.value if root and isinstance(root.value, list) else []
    if root and not entries and root.value != []:
        faults.append(_fault(path, root, "il faut une liste (« - kind: … »)."))
    for node in entries:
        wrong = list(_faults(node, path))
        faults += wrong
        if not wrong:
            given = node.plain()
            place = node.line, node.column
            work = given.get("work") or {}
            mark = DraftMark(
                given.get("online"), work, FileError(str(path), *place, "")
            )
            found[given["kind"], given["slug"]] = mark
    return found, faults


def _faults(node: Node, path: Path) -> Iterator[FileError]:
    """What is wrong with a line of the list: the text online is read as any other."""
    known = node.value if isinstance(node.value, dict) else {}
    kind, slug = (known[n].value if n in known else None for n in ("kind", "slug"))
    if not isinstance(slug, str) or kind not in schema.kinds() or {*known} - {*_NAMES}:
        told = "écrire « kind », « slug », puis « online » et « work » s'il y en a ; "
        yield _fault(path, node, told + "ce fichier s'écrit seul, à l'export.")
        return
    work = known.get("work")
    if work and not isinstance(work.value, dict):
        yield _fault(path, work, "« work » n'est pas une suite de clés et de valeurs.")
    online = known.get("online")
    if online and online.value is not None:
        tree, wrong = parsing.read_record(schema.kinds()[kind], online, str(path))
        yield from wrong
        if not wrong and tree.row.slug != slug:
            yield _fault(path, online, f"« {tree.row.slug} » n'est pas « {slug} ».")


def _fault(path: Path, node: Node, message: str) -> FileError:
    return FileError(str(path), node.line, node.column, message)


def set_aside(drafts: list[FileRecord]) -> list[FileRecord]:
    """Drafts as texts of the desk: their faults are none of the files."""
    return [draft._replace(file=AT_THE_DESK) for draft in drafts]
