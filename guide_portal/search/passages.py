"""The sentences of a page that are searched and shown, each with its anchor."""

from collections.abc import Iterator
from typing import Any

from content.models import Recorded
from content.records import schema
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.text.markup import plain
from guide_portal.search.engine.analysis import stems


def passages(entry: Entry) -> list[tuple[str, str]]:
    """The sentences of a page with the anchor of each, best places first."""
    return list(_passages(schema.kinds()[entry.kind], entry.record, ""))


def _passages(
    model: type[Recorded], record: dict[str, Any], anchor: str
) -> Iterator[tuple[str, str]]:
    for name, part in schema.fields_of(model).items():
        value = record.get(name)
        if not value:
            continue
        if part.one_to_many and part.related_model.SEARCHED:
            for line in value:
                yield from _passages(part.related_model, line, line["key"])
        elif schema.is_indexed(model, name):
            yield plain(value), anchor


class Analysed:
    """The passages of each page with their stems, computed when first shown; the
    stems as one text, which takes a tenth of the memory of a set."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.kept: dict[str, list[tuple[str, str, str]]] = {}

    def of(self, entry: Entry) -> list[tuple[str, str, str]]:
        if entry.slug not in self.kept:
            self.kept[entry.slug] = [
                (f" {' '.join(stems(text))} ", text, anchor)
                for text, anchor in passages(entry)
            ]
        return self.kept[entry.slug]
