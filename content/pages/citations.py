"""Citations: the sources of a page, numbered in the order in which its lines cite
them."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from content.models import PublishedSource
from content.snapshot.model import Snapshot


class Citation(NamedTuple):
    """A source with its number on a page."""

    number: int
    source: PublishedSource


def citations(snapshot: Snapshot, lines: Iterable[Any]) -> dict[str, Citation]:
    """The sources that these lines and their own lines cite, by name."""
    names = dict.fromkeys(names_cited(lines))
    known = [snapshot.sources[name] for name in names if name in snapshot.sources]
    return {
        entry.slug: Citation(number, snapshot.full(entry, PublishedSource))
        for number, entry in enumerate(known, 1)
    }


def names_cited(value: Any) -> Iterator[str]:
    """The names of the sources that a record cites, at any depth."""
    if isinstance(value, dict):
        yield from value.get("sources", [])
        yield from names_cited(value.values())
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from names_cited(inner)
