"""Current names: what records say of a page that is gone leads to the page that took
its name over."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from content.models import Recorded
from content.records import schema
from content.snapshot.entries import Entry
from content.text.block_diff import blocks

Lead = Callable[[str], str]  # a reference as it is written → as it leads today


def current_name(entries: list[Entry]) -> Lead | None:
    """How a reference leads to the page that took over the name it gives, to its block
    if that page has it; None when no page took over a name."""
    now = {e.slug for e in entries if schema.has_address(e.kind)}
    taken = {a: e for e in entries for a in e.record.get("aliases", []) if a not in now}

    def lead(reference: str) -> str:
        slug, _, key = reference.partition("#")
        entry = taken.get(slug)
        if entry is None:
            return reference
        known = blocks(entry.record).keys() | schema.kinds()[entry.kind].ANCHORS
        return f"{entry.slug}#{key}" if key in known else entry.slug

    return lead if taken else None


def follow(entry: Entry, lead: Lead) -> Entry:
    """The entry with its references as they lead today; a page is not related to
    itself."""
    model = schema.kinds()[entry.kind]
    record = _led(model, entry.record, lead)
    if record == entry.record:
        return entry
    for name, value in record.items():
        if isinstance(value, list) and value != entry.record[name]:
            record[name] = [one for one in value if one != entry.slug]
    return replace(entry, record=record)


def _led(model: type[Recorded], record: dict[str, Any], lead: Lead) -> dict[str, Any]:
    named = {
        name: _value(part, record[name], lead)
        for name, part in _leading(model)
        if name in record
    }
    return record | named if named else record


def _value(part: schema.Part, value: Any, lead: Lead) -> Any:
    if part.one_to_many:
        return [_led(part.related_model, line, lead) for line in value]
    if isinstance(value, list):
        return list(dict.fromkeys(map(lead, value)))
    if isinstance(value, dict):
        return {words: lead(page) for words, page in value.items()}
    return lead(value)


@cache
def _leading(model: type[Recorded]) -> tuple[tuple[str, schema.Part], ...]:
    """The fields that name pages, and the lines that have some."""
    return tuple(
        (name, part)
        for name, part in schema.fields_of(model).items()
        if isinstance(part, schema.REFERENCES)
        or (part.one_to_many and _leading(part.related_model))
    )
