"""The gate on records: the check of the files, on what would be published."""

import re
from collections.abc import Iterator
from typing import Any

from content.models import Edition
from content.publishing import importer, permalinks, validation
from content.publishing.gate.reading import Reading, read
from content.publishing.snapshot_data import Drafts
from content.records import schema
from content.text.errors import FileError

Records = dict[tuple[str, str], dict[str, Any]]
SUGGESTION = " Vouliez-vous dire"
# names of the files that editors know by the label of the form
NAMES_AT_THE_DESK = {
    "moved": "anciennes clés de blocs",
    "aliases": "anciens noms permanents",
    "next": "suites",
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
    found = list(_readings(records))
    documents = [one.document for one in found if one.document]
    names = permalinks.permalinks()
    faults = [fault for one in found for fault in one.faults]
    faults += validation.faults_between(documents, names)
    faults += importer.lost_pages(names, documents, set())
    for fault in faults:
        yield _in_words(fault, _place_of(fault, found))
    yield from _misplaced(records)


def _readings(records: Records) -> Iterator[Reading]:
    order = list(schema.kinds())
    for kind, slug in sorted(records, key=lambda key: order.index(key[0])):
        record = records[kind, slug]
        yield read(kind, slug, record, _root(record.get("section", ""), records))


def _place_of(fault: FileError, found: list[Reading]) -> str:
    """The line of its page that a fault is about, as staff know it."""
    mine = (reading.places for reading in found if reading.name == fault.file)
    return next((p[fault.line] for p in mine if fault.line in p), "")


def _in_words(fault: FileError, place: str) -> str:
    """A fault as the desk tells it: the page, the line, no word of the files."""
    file = fault.file if "«" in fault.file else ""
    owner = ", ".join(filter(None, [file, place]))
    message = re.sub(r"il manque « \w+ » \((.+?)\)", r"il manque « \1 »", fault.message)
    message = message.replace(importer.IN_FILES, "garder son nom dans les ")
    for name, label in NAMES_AT_THE_DESK.items():
        message = message.replace(f"« {name} »", f"« {label} »")
    return f"{owner} : {message}" if owner else message


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
