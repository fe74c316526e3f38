"""Checklist: ticks in the address of the page, `?fait=rib&fait=carte-vitale`. Pure."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

Lines = list[dict[str, Any]]


def tick(lines: Lines, done: Iterable[str]) -> Lines:
    """The lines, each saying whether it is done; unknown keys are ignored.

    >>> tick([{"key": "rib"}, {"key": "photo"}], ["rib", "other"])
    [{'key': 'rib', 'done': True}, {'key': 'photo', 'done': False}]
    """
    known = set(done)
    return [line | {"done": line["key"] in known} for line in lines]


def count_done(lines: Lines) -> int:
    """How many are done."""
    return sum(line["done"] for line in lines)


def announced(*counts: tuple[Lines, str, str]) -> str:
    """How many lines of each sort are done, in words to be spoken.

    >>> steps = [{"done": True}, {"done": False}]
    >>> announced((steps, "étape", "cochée"), ([], "document", "réuni"))
    '1 étape cochée sur 2.'
    """
    told = []
    for lines, noun, done in filter(lambda count: count[0], counts):
        number = count_done(lines)
        ending = "s" if number > 1 else ""
        told.append(f"{number} {noun}{ending} {done}{ending} sur {len(lines)}")
    return ", ".join(told) + "."


def ticked_address(page: str, lines: Lines, edition: int) -> str:
    """The page with these ticks, in the order of the lines, and its edition."""
    ticks = [("fait", line["key"]) for line in lines if line["done"]]
    # ticks refer to lines of an edition; without any, the address stays plain
    ticks += [("edition", str(edition))] if ticks else []
    return page + ("?" + urlencode(ticks) if ticks else "")
