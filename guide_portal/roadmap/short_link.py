"""The codec of the short link `/f/?<payload>`: numbers in base64, with a version and
a checksum. Pure."""

import base64
import re
import zlib
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from guide_portal.roadmap.state import FIRST_DAY, MAX_FICHES, SHEET_PARTS, Roadmap

VERSION = 1  # of the short form: a new one reads all those before it
MAX_PAYLOAD = 400  # characters
MAX_NUMBER = 10**9


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
    'AQAAAAEHAAGegQ'
    """
    fiches = [slug for slug in roadmap.fiches if slug in numbers]
    days = (roadmap.day - FIRST_DAY).days + 1 if roadmap.day else 0
    mask = sum(1 << i for i, block in enumerate(SHEET_PARTS) if block in roadmap.blocks)
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
    done = set()
    for place, ticks in zip(rest[::2], rest[1::2], strict=True):
        slug = fiches[place] if place < len(fiches) else ""
        done |= {(slug, k) for i, k in enumerate(keys.get(slug, [])) if ticks >> i & 1}
    day = FIRST_DAY + timedelta(days - 1) if 0 < days < 60_000 else None
    blocks = tuple(block for i, block in enumerate(SHEET_PARTS) if mask >> i & 1)
    found = tuple(dict.fromkeys(filter(None, fiches)))
    unknown = [n for n in numbers if n not in slugs]
    edition = min(edition, MAX_NUMBER)
    return Decoded(Roadmap(found, blocks, frozenset(done), edition, day), unknown)


def _values(payload: str) -> list[int]:
    """The numbers of a payload, its version and its sum checked."""
    if len(payload) > MAX_PAYLOAD or not re.fullmatch(r"[A-Za-z0-9_-]*", payload):
        raise UnreadableLinkError
    try:
        raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except ValueError as error:
        raise UnreadableLinkError from error
    body, check = raw[:-2], raw[-2:]
    if len(raw) < 3 or body[0] != VERSION or _sum(body) != check:
        raise UnreadableLinkError
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
