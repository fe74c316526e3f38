"""A record with nothing but the guide's own words."""

from typing import Any

from content.models import Recorded
from content.records.schema import fields_of


def guide_words(model: type[Recorded], record: dict[str, Any]) -> dict[str, Any]:
    """The record without the fields and lines that its editors added; tables of
    questions stay whole, since a part of one would judge otherwise."""
    kept = {}
    for name, part in fields_of(model).items():
        if name not in record or name in model.ADDED:
            continue
        value = record[name]
        if part.one_to_many:
            lines = [line for line in value if not is_added(line)]
            added = part.related_model.ADDED
            value = [{k: v for k, v in li.items() if k not in added} for li in lines]
        kept[name] = value
    return kept


def is_added(line: dict[str, Any]) -> bool:
    """Whether a line of the guide's blocks comes from its editors."""
    return "complement" in (line.get("origin"), line.get("kind"))
