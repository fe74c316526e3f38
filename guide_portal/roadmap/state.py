"""URL state of the feuille de route: a list of fiches that lives in an address, long or
short, and what is made of it: one list of documents, deadlines by urgency, channels.
Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from procedures.rules.dates import read_start

MAX_FICHES = 30
SHEET_PARTS = {
    "documents": "Documents",
    "etapes": "Étapes",
    "delais": "Délais",
    "contacts": "Contacts",
}
NO_PART = "aucun"  # the list of fiches alone
FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2199, 12, 31)

Done = frozenset[tuple[str, str]]


class Dated(NamedTuple):
    """When what starts a deadline of a fiche happened: `2026-11-27T10:00`, or a day."""

    slug: str
    key: str
    start: str


class Roadmap(NamedTuple):
    """The whole state: slugs in order, blocks shown (none: all; NO_PART: none of
    them), lines done, the publication and the day it was made from, and the dates
    known of deadlines."""

    fiches: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    done: Done = frozenset()
    edition: int = 0
    day: date | None = None
    dates: frozenset[Dated] = frozenset()

    def shows(self, block: str) -> bool:
        return not self.blocks or block in self.blocks


def parse_roadmap(query: Mapping[str, list[str]]) -> Roadmap:
    """The roadmap of a query; what is not understood is left out."""
    # « &amp;fiche= »: an address copied from the source of a page
    given = [*query.get("fiche", []), *query.get("amp;fiche", [])]
    slugs = list(filter(None, map(slug_meant, given)))
    fiches = tuple(dict.fromkeys(slugs))[:MAX_FICHES]
    # one box may stand for the same document of several fiches
    done = (line.partition(".") for t in query.get("fait", []) for line in t.split())
    edition = "".join(query.get("edition", [])[:1])
    return Roadmap(
        fiches,
        tuple(b for b in (*SHEET_PARTS, NO_PART) if b in query.get("bloc", [])),
        frozenset((slug, key) for slug, _, key in done if key),
        int(edition) if re.fullmatch(r"[0-9]{1,9}", edition) else 0,
        _day("".join(query.get("le", [])[:1])),
        _dates(query, fiches),
    )


def _dates(query: Mapping[str, list[str]], fiches: tuple[str, ...]) -> frozenset[Dated]:
    """The dates of deadlines, one for each: the one just typed takes the place of the
    one before, an empty one takes it away."""
    known: dict[tuple[str, str], Dated] = {}
    lines = [line.partition("@")[::2] for line in query.get("date", [])]
    lines += zip(query.get("pour", []), query.get("depuis", []), strict=False)
    for name, start in lines:
        slug, _, key = name.partition(".")
        read = read_start(start[:40])
        if read and key and slug in fiches and read.moment.date() >= FIRST_DAY:
            shape = "%Y-%m-%dT%H:%M" if read.with_hour else "%Y-%m-%d"
            known[slug, key] = Dated(slug, key, read.moment.strftime(shape))
        elif not start.strip():
            known.pop((slug, key), None)
    return frozenset(known.values())


def slug_meant(text: str) -> str:
    """A slug without what a sentence or a message put around it.

    >>> slug_meant(" Changer-adresse). ")
    'changer-adresse'
    """
    return re.sub(r"^[^a-z0-9]+|[^a-z0-9]+$", "", text[:200].casefold())[:80]


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def roadmap_query(roadmap: Roadmap, dated: bool = False) -> str:
    """The query that says the same; with its publication and day when `dated`."""
    return urlencode(roadmap_fields(roadmap, dated))


def roadmap_fields(roadmap: Roadmap, dated: bool = True) -> list[tuple[str, str]]:
    """The whole state as the fields of a form or the pairs of a query: every control
    of a sheet carries them, so that none loses what another did."""
    pairs = [("fiche", slug) for slug in roadmap.fiches]
    pairs += [("bloc", block) for block in roadmap.blocks]
    pairs += [("fait", f"{slug}.{key}") for slug, key in sorted(roadmap.done)]
    pairs += [("date", f"{d.slug}.{d.key}@{d.start}") for d in sorted(roadmap.dates)]
    if dated and roadmap.edition:
        pairs.append(("edition", str(roadmap.edition)))
    if dated and roadmap.day:
        pairs.append(("le", roadmap.day.isoformat()))
    return pairs


def added(roadmap: Roadmap, slug: str) -> Roadmap:
    fiches = tuple(dict.fromkeys([*roadmap.fiches, slug]))
    return roadmap._replace(fiches=fiches)


def removed(roadmap: Roadmap, slug: str) -> Roadmap:
    """Without a fiche, nor its ticks and dates."""
    fiches = tuple(s for s in roadmap.fiches if s != slug)
    done = frozenset(tick for tick in roadmap.done if tick[0] != slug)
    dates = frozenset(dated for dated in roadmap.dates if dated.slug != slug)
    return roadmap._replace(fiches=fiches, done=done, dates=dates)


def joined(first: Roadmap, second: Roadmap) -> Roadmap:
    """One list of two: that of `first`, completed by what `second` adds."""
    return first._replace(
        fiches=tuple(dict.fromkeys([*first.fiches, *second.fiches]))[:MAX_FICHES],
        blocks=first.blocks or second.blocks,
        done=first.done | second.done,
        dates=first.dates | second.dates,
    )


def moved(roadmap: Roadmap, slug: str, by: int) -> Roadmap:
    """The fiche one place up (-1) or down (1); at the end it stays."""
    fiches = list(roadmap.fiches)
    place = fiches.index(slug)
    fiches.insert(max(0, place + by), fiches.pop(place))
    return roadmap._replace(fiches=tuple(fiches))
