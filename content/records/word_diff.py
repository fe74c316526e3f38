"""Word diff: two texts of a page, with the names that staff know."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from content.models import Recorded
from content.records.schema import complete, fields_of

BY_WORD = re.compile(r"\s+|\w+|[^\w\s]")
BY_SENTENCE = re.compile(r"[^.,;:!?\n]+[.,;:!?\n]?\s*|[.,;:!?\n]\s*")
AS_A_WHOLE = re.compile(r".+", re.S)
MOST_COMPARED = 60_000  # words of one text times words of the other: 0.1 s at most


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
    old, new = (
        {field.label: _text(field.value) for field in compared_fields(model, record)}
        if record is not None
        else {}
        for record in (before, after)
    )
    return [
        Difference(label, word_pieces(old.get(label, ""), new.get(label, "")))
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    ]


class ComparedField(NamedTuple):
    """A value of a record with the name that staff know; of the lines of a page, the
    keys in order come before the lines."""

    label: str
    name: str
    part: Any
    value: Any


def compared_fields(
    model: type[Recorded], record: dict[str, Any], place: str = ""
) -> Iterator[ComparedField]:
    """Every field of a record that says something, its lines too."""
    full = complete(model, record)
    for name, part in fields_of(model).items():
        value = full[name]
        if not value and value is not False:
            continue
        if not part.one_to_many:
            yield ComparedField(f"{place}{part.verbose_name}", name, part, value)
            continue
        meta = part.related_model._meta
        keys = [line["key"] for line in value]
        yield ComparedField(
            f"{place}ordre des {meta.verbose_name_plural}", name, part, keys
        )
        for line in value:
            under = f"{place}{meta.verbose_name} « {line['key']} », "
            yield from compared_fields(part.related_model, line, under)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " ; ".join(f"{key} : {_text(v)}" for key, v in value.items())
    return str(value)


def word_pieces(before: str, after: str) -> list[Piece]:
    """The words taken out and put in; sentence by sentence when there are too many
    words to compare each with each, as a whole when there are too many sentences."""
    for parts in (BY_WORD, BY_SENTENCE, AS_A_WHOLE):
        old, new = parts.findall(before), parts.findall(after)
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        left, right = old[start : len(old) - end], new[start : len(new) - end]
        if len(left) * len(right) <= MOST_COMPARED:
            break
    pieces = [Piece("same", "".join(old[:start])), *_changed(left, right)]
    pieces.append(Piece("same", "".join(old[len(old) - end :])))
    return [piece for piece in pieces if piece.text]


def _alike(old: list[str], new: list[str]) -> int:
    """How many parts begin both."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _changed(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        yield Piece("del", "".join(old[a:b]))
        yield Piece("ins", "".join(new[c:d]))
