"""Records read as the files are, each once: a guide of hundreds of texts is asked again
at every reading over, and one of them changes."""

import datetime
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

from content.models import Publishable, Recorded
from content.publishing import validation
from content.records import parsing, schema
from content.records.parsing import FileRecord
from content.text.errors import FileError, Node

READINGS = 2000  # readings in memory: some editions of each text
LINES = 1_000_000  # more than a record has values


class Reading(NamedTuple):
    """A record read, under the name its faults give it: nothing in `document` when it
    cannot be; its own faults; the place on the page of each number that stands for a
    line of a file."""

    name: str
    document: FileRecord | None
    faults: tuple[FileError, ...]
    places: dict[int, str]


def read(kind: str, slug: str, record: dict[str, Any], stem: str) -> Reading:
    """Reads a record, as if it stood in the file of its rubrique, `stem`."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    # what is a date to come today is none tomorrow
    return _read(kind, slug, text, stem, timezone.localdate())


@lru_cache(READINGS)
def _read(kind: str, slug: str, text: str, stem: str, today: datetime.date) -> Reading:
    model = schema.kinds()[kind]
    numbering = _Numbering(list(schema.kinds()).index(kind) * LINES)
    node = numbering.node(model, json.loads(text), "")
    name = _name(model, slug, node.plain())
    tree, wrong = parsing.read_record(model, node, name)
    if wrong:
        return Reading(name, None, tuple(wrong), numbering.places)
    document = FileRecord(name, stem, node, tree)
    faults = tuple(validation.own_faults(document))
    return Reading(name, document, faults, numbering.places)


def _name(model: type[Publishable], slug: str, record: dict[str, Any]) -> str:
    """A text as staff find it: a page by its permanent name; what has no address, whose
    name may be a code, by what it is and says."""
    if model.HAS_ADDRESS:
        return f"« {slug} »"
    said = record.get("name") or record.get("term") or slug
    return f"{model._meta.verbose_name} « {said} »"


class _Numbering:
    """Numbers the values of a record, which has no lines: each says where on the page
    it stands. Two kinds may share a slug, and share no number."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.places: dict[int, str] = {}

    def node(self, model: type[Recorded] | None, value: Any, place: str) -> Node:
        """A value as if it had been read from a file."""
        number = self.first + len(self.places)
        self.places[number] = place
        if isinstance(value, list):
            lines = [self.node(model, v, _place(model, v, place)) for v in value]
            return Node(lines, number, 1)
        if not isinstance(value, dict):
            return Node(value, number, 1)
        lines_of = dict(_lines_of(model)) if model else {}
        found = {n: self.node(lines_of.get(n), v, place) for n, v in value.items()}
        return Node(found, number, 1)


def _lines_of(model: type[Recorded]) -> Iterator[tuple[str, type[Recorded]]]:
    for name, part in schema.fields_of(model).items():
        if part.one_to_many:
            yield name, part.related_model


def _place(model: type[Recorded] | None, value: Any, place: str) -> str:
    """The line of a page, as staff know it."""
    if model is None or not isinstance(value, dict) or "key" not in value:
        return place
    line = f"{model._meta.verbose_name} « {value['key']} »"
    return f"{place}, {line}" if place else line
