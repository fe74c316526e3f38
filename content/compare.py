"""Two texts of a page, compared in words, with the names that staff know."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from content.models import Recorded
from content.records import complete, parts

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of words: `same`, `ins` or `del`."""

    kind: str
    text: str


class Difference(NamedTuple):
    """A field that says something else."""

    label: str
    pieces: list[Piece]


def compare(
    model: type[Recorded], before: dict[str, Any] | None, after: dict[str, Any] | None
) -> list[Difference]:
    """Every field that differs between two records of a kind, in the order of the
    form; None stands for a page that was not there."""
    old, new = (dict(_fields(model, record)) for record in (before, after))
    return [
        Difference(label, words(old.get(label, ""), new.get(label, "")))
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    ]


def _fields(
    model: type[Recorded], record: dict[str, Any] | None, place: str = ""
) -> Iterator[tuple[str, str]]:
    """Every field of a record as (label, text), its lines too."""
    full = complete(model, record) if record is not None else {}
    for name, part in parts(model).items():
        value = full.get(name)
        if not value and value is not False:
            continue
        if part.one_to_many:
            title = str(part.related_model._meta.verbose_name)
            several = str(part.related_model._meta.verbose_name_plural)
            yield f"{place}ordre des {several}", ", ".join(x["key"] for x in value)
            for line in value:
                under = f"{place}{title} « {line['key']} », "
                yield from _fields(part.related_model, line, under)
        else:
            yield f"{place}{part.verbose_name}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " ; ".join(f"{key} : {_text(v)}" for key, v in value.items())
    return str(value)


def words(before: str, after: str) -> list[Piece]:
    """The words taken out and put in."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if old[a:b]:
            pieces.append(Piece("del", "".join(old[a:b])))
        if new[c:d]:
            pieces.append(Piece("ins", "".join(new[c:d])))
    return pieces
