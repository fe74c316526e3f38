"""The gate on records: the check of the files, on what would be published."""

import re
from collections.abc import Iterator
from typing import Any

from content.models import Edition, Publishable, Recorded
from content.publishing import importer, permalinks, validation
from content.publishing.snapshot_data import Drafts
from content.publishing.validation import FileRecord
from content.records import parsing, schema
from content.text.errors import FileError, Node

Records = dict[tuple[str, str], dict[str, Any]]
SUGGESTION = " Vouliez-vous dire"
# names of the files that editors know by the label of the form
NAMES_AT_THE_DESK = {
    "moved": "anciennes clés de blocs",
    "aliases": "anciens noms permanents",
    "next": "suite",
    "next_text": "suite en mots",
    "result": "résultat",
    "source": "source",
}


def published_records() -> Records:
    """Every current record."""
    editions = Edition.objects.current().filter(record__isnull=False)
    return {(e.kind, e.slug): e.record for e in editions.order_by("pk")}


def compared_faults(before: Records, drafts: Drafts) -> tuple[list[str], list[str]]:
    """The faults that appear with the drafts, and those that were there already."""
    wanted = before | drafts
    after = list(record_faults({k: r for k, r in wanted.items() if r is not None}))
    known = {_identity(fault) for fault in record_faults(before)} if after else set()
    caused = [fault for fault in after if _identity(fault) not in known]
    return caused, [fault for fault in after if _identity(fault) in known]


def _identity(fault: str) -> str:
    """A fault whatever is suggested for it: suggestions change with other pages."""
    return fault.partition(SUGGESTION)[0]


def record_faults(records: Records) -> Iterator[str]:
    """Every fault of a guide made of these records."""
    read = _Reading(records)
    names = permalinks.permalinks()
    faults = [*read.faults, *validation.validate_references(read.documents, names)]
    faults += importer.lost_pages(names, read.documents, set())
    for fault in faults:
        yield read.in_words(fault)
    yield from _misplaced(records)


class _Reading:
    """Records read as files are. A node has no line here: its number says where on the
    page it stands."""

    def __init__(self, records: Records) -> None:
        self.documents: list[FileRecord] = []
        self.faults: list[FileError] = []
        self.places = [""]
        order = list(schema.kinds())
        for kind, slug in sorted(records, key=lambda key: order.index(key[0])):
            self._read(schema.kinds()[kind], slug, records)

    def _read(self, model: type[Publishable], slug: str, records: Records) -> None:
        record = records[model.KIND, slug]
        node = self._node(model, record, "")
        tree, wrong = parsing.read_record(model, node, f"« {slug} »")
        self.faults += wrong
        if not wrong:
            stem = _root(record.get("section", ""), records)
            known = FileRecord(f"« {slug} »", stem, node, tree)
            self.documents.append(known)

    def _node(self, model: type[Recorded] | None, value: Any, place: str) -> Node:
        """A value of a record as if it had been read from a file."""
        self.places.append(place)
        number = len(self.places) - 1
        if isinstance(value, list):
            lines = [self._node(model, v, _place(model, v, place)) for v in value]
            return Node(lines, number, 1)
        if not isinstance(value, dict):
            return Node(value, number, 1)
        lines_of = _lines_of(model) if model else {}
        found = {n: self._node(lines_of.get(n), v, place) for n, v in value.items()}
        return Node(found, number, 1)

    def in_words(self, fault: FileError) -> str:
        """A fault as the desk tells it: the page, the line, no word of the files."""
        place = self.places[fault.line] if fault.line < len(self.places) else ""
        file = fault.file if fault.file.startswith("«") else ""
        owner = ", ".join(filter(None, [file, place]))
        message = re.sub(r"(»):\d+", r"\1", fault.message)
        message = re.sub(r"il manque « \w+ » \((.+?)\)", r"il manque « \1 »", message)
        for name, label in NAMES_AT_THE_DESK.items():
            message = message.replace(f"« {name} »", f"« {label} »")
        return f"{owner} : {message}" if owner else message


def _lines_of(model: type[Recorded]) -> dict[str, type[Recorded]]:
    fields = schema.fields_of(model).items()
    return {name: part.related_model for name, part in fields if part.one_to_many}


def _place(model: type[Recorded] | None, value: Any, place: str) -> str:
    """The line of a page, as staff know it."""
    if model is None or not isinstance(value, dict) or "key" not in value:
        return place
    line = f"{model._meta.verbose_name} « {value['key']} »"
    return f"{place}, {line}" if place else line


def _root(section: str, records: Records) -> str:
    """The rubrique that a section belongs to."""
    return (records.get(("section", section)) or {}).get("parent") or section


def _misplaced(records: Records) -> Iterator[str]:
    """Rubriques and pages that stand where no reader would find them."""
    rooms = {
        kind: model.FILES
        for kind, model in schema.kinds().items()
        if "section" in model.RECORD
    }
    roots = {root for files in rooms.values() for root in files}
    for (kind, slug), record in records.items():
        if kind == "section":
            yield from _misplaced_section(slug, record, records, roots)
        elif kind in rooms:
            root = _root(record.get("section", ""), records)
            if root not in rooms[kind]:
                possible = ", ".join(f"« {room} »" for room in rooms[kind])
                told = f"la ranger dans une rubrique ou un groupe de {possible}."
                yield f"« {slug} » : {told}"


def _misplaced_section(slug, record, records, roots) -> Iterator[str]:
    parent = record.get("parent")
    if not parent and slug not in roots:
        told = "une nouvelle rubrique de premier rang n'a ni page ni menu : choisir la "
        yield f"« {slug} » : {told}rubrique dont elle est un groupe."
    if parent and (records.get(("section", parent)) or {}).get("parent"):
        yield f"« {slug} » : « {parent} » est déjà un groupe, qui n'en contient pas."
