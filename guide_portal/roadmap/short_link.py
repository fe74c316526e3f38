"""Codec of the short link `/f/?<payload>`: numbers in base64, with a version and
a checksum. Pure."""

import base64
import re
import zlib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from guide_portal.roadmap.state import (
    FIRST_DAY,
    MAX_FICHES,
    NO_PART,
    SHEET_PARTS,
    Dated,
    Roadmap,
)

VERSION = 2  # of the short form: it reads all those before it
FIRST = 1  # the version without a salt
SUMS = {FIRST: 2, VERSION: 3}  # bytes of the sum
MAX_NUMBER = 10**9
PARTS = (*SHEET_PARTS, NO_PART)  # one bit each: a new one goes last
FIRST_MOMENT = datetime.combine(FIRST_DAY, time())
MAX_PAYLOAD = 400  # characters
MAX_MINUTES = 60_000 * 1440


class UnreadableLinkError(ValueError):
    """A short form that was cut or mistyped."""


class Decoded(NamedTuple):
    """The roadmap of a payload, and the numbers in it that no page has."""

    roadmap: Roadmap
    unknown: list[int]


def encode(
    roadmap: Roadmap, numbers: Mapping[str, int], keys: Mapping[str, list[str]]
) -> str:
    """The payload of `/f/?`; slugs without a permanent number are left out.

    >>> numbers, keys = {"changer-adresse": 7}, {"changer-adresse": ["rib"]}
    >>> done = frozenset({("changer-adresse", "rib")})
    >>> encode(Roadmap(("changer-adresse",), done=done), numbers, keys)
    'AgAAAAABBwAB85li'
    """
    # numbers, not slugs: twelve fiches must fit in what a QR code of paper can hold
    fiches = [slug for slug in roadmap.fiches if slug in numbers]
    days = (roadmap.day - FIRST_DAY).days + 1 if roadmap.day else 0
    mask = sum(1 << i for i, block in enumerate(PARTS) if block in roadmap.blocks)
    values = [roadmap.edition, days, mask, len(fiches)]
    values += [numbers[slug] for slug in fiches]
    for place, slug in enumerate(fiches):
        # by their place among all keys ever published, which is only added to
        ticks = [i for i, k in enumerate(keys[slug]) if (slug, k) in roadmap.done]
        if ticks:
            values += [place, sum(1 << i for i in ticks)]
    values += _dates(roadmap, fiches, keys)
    body = bytes([VERSION]) + b"".join(map(_pack, values))
    salted = (_text(body, salt) for salt in range(256))
    # chats take « _ » for italics and leave out a « - » at the end
    return next((t for t in salted if t.isalnum()), _text(body, 0))


def decode(
    payload: str, slugs: Mapping[int, str], keys: Mapping[str, list[str]]
) -> Decoded:
    """The roadmap of a payload. Raises UnreadableLinkError for what was cut, mistyped
    or made by a later version.

    >>> decode("AQAAAAEHAAGegQ", {7: "changer-adresse"}, {}).roadmap.fiches
    ('changer-adresse',)
    >>> decode("AQAAAAEHAAGegQ", {}, {}).unknown
    [7]
    """
    values = _values(payload)
    if len(values) < 4:
        raise UnreadableLinkError
    edition, days, mask, count = values[:4]
    numbers, rest = values[4 : 4 + count], values[4 + count :]
    if len(numbers) < count or count > MAX_FICHES or len(rest) % 2:
        raise UnreadableLinkError
    fiches = [slugs.get(number, "") for number in numbers]
    done, dates = _marks(rest, fiches, keys)
    day = FIRST_DAY + timedelta(days - 1) if 0 < days < 60_000 else None
    blocks = tuple(block for i, block in enumerate(PARTS) if mask >> i & 1)
    found = tuple(dict.fromkeys(filter(None, fiches)))
    unknown, edition = [n for n in numbers if n not in slugs], min(edition, MAX_NUMBER)
    state = Roadmap(found, blocks, frozenset(done), edition, day, frozenset(dates))
    return Decoded(state, unknown)


def _marks(
    rest: list[int], fiches: list[str], keys: Mapping[str, list[str]]
) -> tuple[set[tuple[str, str]], set[Dated]]:
    """The ticks and the dates that follow the numbers of the fiches, in pairs."""
    done: set[tuple[str, str]] = set()
    dates: set[Dated] = set()
    count = len(fiches)
    for number, value in zip(rest[::2], rest[1::2], strict=True):
        line, place = divmod(number, max(count, 1))
        slug = fiches[place] if place < count else ""
        known = keys.get(slug, [])
        if not line:
            done |= {(slug, k) for i, k in enumerate(known) if value >> i & 1}
        elif line <= len(known) and value < 2 * MAX_MINUTES:
            dates.add(Dated(slug, known[line - 1], _moment(value)))
    return done, dates


def _dates(
    roadmap: Roadmap, fiches: list[str], keys: Mapping[str, list[str]]
) -> list[int]:
    """The dates as pairs: the place of the fiche, beyond those of ticks by the place of
    the line; minutes since the first day, the last bit saying that the hour counts."""
    values = []
    for dated in sorted(roadmap.dates):
        if dated.slug in fiches and dated.key in keys[dated.slug]:
            line = keys[dated.slug].index(dated.key) + 1
            elapsed = datetime.fromisoformat(dated.start) - FIRST_MOMENT
            minutes = int(elapsed.total_seconds() // 60) * 2 + ("T" in dated.start)
            values += [fiches.index(dated.slug) + len(fiches) * line, minutes]
    return values


def _moment(value: int) -> str:
    moment = FIRST_MOMENT + timedelta(minutes=value // 2)
    return moment.strftime("%Y-%m-%dT%H:%M" if value & 1 else "%Y-%m-%d")


def _values(payload: str) -> list[int]:
    """The numbers of a payload, its version and its sum checked."""
    if len(payload) > MAX_PAYLOAD or not re.fullmatch(r"[A-Za-z0-9_-]*", payload):
        raise UnreadableLinkError
    try:
        raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except ValueError as error:
        raise UnreadableLinkError from error
    version = raw[0] if len(raw) > 5 else 0
    if version == VERSION:
        raw = raw[:1] + bytes(byte ^ raw[1] for byte in raw[2:])
    size = SUMS.get(version, 0)
    body, check = raw[:-size], raw[-size:]
    if not size or _sum(body, size) != check:
        raise UnreadableLinkError
    values, value, shift = [], 0, 0
    for byte in body[1:]:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    return values


def _text(body: bytes, salt: int) -> str:
    """The version, the salt, then each byte and the sum under the salt, in base64."""
    under = bytes(byte ^ salt for byte in body[1:] + _sum(body, SUMS[VERSION]))
    raw = bytes([body[0], salt]) + under
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _pack(value: int) -> bytes:
    groups = []
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])


def _sum(body: bytes, size: int) -> bytes:
    """The last `size` bytes of the CRC 32 of a body."""
    return zlib.crc32(body).to_bytes(4, "big")[-size:]
