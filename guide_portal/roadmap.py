"""The feuille de route: a list of fiches that lives in an address, long or short, and
what is made of it: one list of documents, deadlines by urgency, channels. Pure."""

import base64
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

MAX_FICHES = 30
BLOCKS = {
    "documents": "Documents",
    "etapes": "Étapes",
    "delais": "Délais",
    "contacts": "Contacts",
}
VERSION = 1  # of the short form: a new one reads all those before it
FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2199, 12, 31)
MAX_PAYLOAD = 400  # characters
MAX_NUMBER = 10**9

Done = frozenset[tuple[str, str]]


class Roadmap(NamedTuple):
    """The whole state: slugs in order, blocks shown (none: all), lines done, and the
    publication and the day it was made from."""

    fiches: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    done: Done = frozenset()
    edition: int = 0
    day: date | None = None

    def shows(self, block: str) -> bool:
        return not self.blocks or block in self.blocks


class Unreadable(ValueError):
    """A short form that was cut or mistyped."""


def read(query: Mapping[str, list[str]]) -> Roadmap:
    """The roadmap of a query; what is not understood is left out."""
    slugs = [slug.strip()[:80] for slug in query.get("fiche", []) if slug.strip()]
    done = (line.partition(".") for line in query.get("fait", []))
    edition = "".join(query.get("edition", [])[:1])
    return Roadmap(
        tuple(dict.fromkeys(slugs))[:MAX_FICHES],
        tuple(b for b in BLOCKS if b in query.get("bloc", [])),
        frozenset((slug, key) for slug, _, key in done if key),
        int(edition) if re.fullmatch(r"[0-9]{1,9}", edition) else 0,
        _day("".join(query.get("le", [])[:1])),
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def query(roadmap: Roadmap, dated: bool = False) -> str:
    """The query that says the same; with its publication and day when `dated`."""
    pairs = [("fiche", slug) for slug in roadmap.fiches]
    pairs += [("bloc", block) for block in roadmap.blocks]
    pairs += [("fait", f"{slug}.{key}") for slug, key in sorted(roadmap.done)]
    if dated and roadmap.edition:
        pairs.append(("edition", str(roadmap.edition)))
    if dated and roadmap.day:
        pairs.append(("le", roadmap.day.isoformat()))
    return urlencode(pairs)


def added(roadmap: Roadmap, slug: str) -> Roadmap:
    fiches = tuple(dict.fromkeys([*roadmap.fiches, slug]))
    return roadmap._replace(fiches=fiches)


def removed(roadmap: Roadmap, slug: str) -> Roadmap:
    return roadmap._replace(fiches=tuple(s for s in roadmap.fiches if s != slug))


def moved(roadmap: Roadmap, slug: str, by: int) -> Roadmap:
    """The fiche one place up (-1) or down (1); at the end it stays."""
    fiches = list(roadmap.fiches)
    place = fiches.index(slug)
    fiches.insert(max(0, place + by), fiches.pop(place))
    return roadmap._replace(fiches=tuple(fiches))


# The short form: bytes in base64, each number in groups of seven bits.


def encode(
    roadmap: Roadmap, numbers: Mapping[str, int], keys: Mapping[str, list[str]]
) -> str:
    """The payload of `/f/?`; slugs without a permanent number are left out."""
    fiches = [slug for slug in roadmap.fiches if slug in numbers]
    days = (roadmap.day - FIRST_DAY).days + 1 if roadmap.day else 0
    mask = sum(1 << i for i, block in enumerate(BLOCKS) if block in roadmap.blocks)
    values = [roadmap.edition, days, mask, len(fiches)]
    values += [numbers[slug] for slug in fiches]
    for place, slug in enumerate(fiches):
        ticks = [i for i, k in enumerate(keys[slug]) if (slug, k) in roadmap.done]
        if ticks:
            values += [place, sum(1 << i for i in ticks)]
    body = bytes([VERSION]) + b"".join(map(_pack, values))
    return base64.urlsafe_b64encode(body + _sum(body)).decode().rstrip("=")


def decode(
    payload: str, slugs: Mapping[int, str], keys: Mapping[str, list[str]]
) -> tuple[Roadmap, list[int]]:
    """The roadmap of a payload, and the numbers that are nobody's. Raises Unreadable
    for what was cut, mistyped or made by a later version."""
    values = _values(payload)
    if len(values) < 4:
        raise Unreadable
    edition, days, mask, count = values[:4]
    numbers, rest = values[4 : 4 + count], values[4 + count :]
    if len(numbers) < count or count > MAX_FICHES or len(rest) % 2:
        raise Unreadable
    fiches = [slugs.get(number, "") for number in numbers]
    done = set()
    for place, ticks in zip(rest[::2], rest[1::2], strict=True):
        slug = fiches[place] if place < len(fiches) else ""
        done |= {(slug, k) for i, k in enumerate(keys.get(slug, [])) if ticks >> i & 1}
    day = FIRST_DAY + timedelta(days - 1) if 0 < days < 60_000 else None
    blocks = tuple(block for i, block in enumerate(BLOCKS) if mask >> i & 1)
    found = tuple(dict.fromkeys(filter(None, fiches)))
    unknown = [n for n in numbers if n not in slugs]
    edition = min(edition, MAX_NUMBER)
    return Roadmap(found, blocks, frozenset(done), edition, day), unknown


def _values(payload: str) -> list[int]:
    """The numbers of a payload, its version and its sum checked."""
    if len(payload) > MAX_PAYLOAD or not re.fullmatch(r"[A-Za-z0-9_-]*", payload):
        raise Unreadable
    try:
        raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except ValueError as error:
        raise Unreadable from error
    body, check = raw[:-2], raw[-2:]
    if len(raw) < 3 or body[0] != VERSION or _sum(body) != check:
        raise Unreadable
    values, value, shift = [], 0, 0
    for byte in body[1:]:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    return values


def _pack(value: int) -> bytes:
    groups = []
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])


def _sum(body: bytes) -> bytes:
    return (zlib.crc32(body) & 0xFFFF).to_bytes(2, "big")


# What is made of the fiches.


class Gathered(NamedTuple):
    """A line that several fiches may ask for; `titles` are theirs."""

    line: dict[str, Any]
    titles: list[str]
    done: bool


def gather(lines: Iterable[tuple[str, dict[str, Any], bool]]) -> list[Gathered]:
    """One list without repeats, from (title of the fiche, line, done): « RIB » and
    « Coordonnées bancaires (RIB) » are the same; the longer words stay."""
    found: list[tuple[set[str], Gathered]] = []
    for title, line, done in lines:
        names = _names(line["text"])
        same = next((i for i, (known, _) in enumerate(found) if known & names), None)
        if same is None:
            found.append((names, Gathered(line, [title], done)))
            continue
        known, before = found[same]
        longer = line if len(line["text"]) > len(before.line["text"]) else before.line
        titles = list(dict.fromkeys([*before.titles, title]))
        found[same] = known | names, Gathered(longer, titles, done or before.done)
    return [gathered for _, gathered in found]


def _names(text: str) -> set[str]:
    """What a document may be called: its words, and those between parentheses."""
    plain = re.sub(r"[*.]|^(?:sa|son|votre|le|la|un|une)\b", "", text.casefold())
    inside = re.findall(r"\(([^()]*)\)", plain)
    outside = re.sub(r"\([^()]*\)", "", plain)
    return {" ".join(part.split()) for part in [outside, *inside] if part.strip()}


UNITS = {"M": 1, "H": 60, "D": 60 * 24, "months": 60 * 24 * 30}  # minutes


def minutes(duration: str) -> int:
    """About how long an ISO duration lasts, to compare them."""
    amount = int(re.sub(r"\D", "", duration))
    unit = duration[-1]
    return amount * UNITS["months" if unit == "M" and "T" not in duration else unit]


def by_urgency(deadlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The shortest first."""
    return sorted(deadlines, key=lambda line: minutes(line["duration"]))


def channels(pages: Iterable[Mapping[str, Any]]) -> list[str]:
    """What one must have at hand, as far as the guide says."""
    listed = list(pages)
    web = sum(bool(p.get("web")) and p.get("app") is False for p in listed)
    app = sum(bool(p.get("app")) and p.get("web") is False for p in listed)
    phone = sum(bool(p.get("smartphone_only")) for p in listed)
    told = (
        (web, "Il faudra un navigateur web pour {}."),
        (app, "Il faudra l'appli compte ameli pour {}."),
        (phone, "Il faudra un smartphone pour {}."),
    )
    return [
        sentence.format(f"{number} démarche{'s' if number > 1 else ''}")
        for number, sentence in told
        if number > 0
    ]
