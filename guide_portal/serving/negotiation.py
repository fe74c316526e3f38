"""Content negotiation and conditional requests, read by werkzeug and Django: whatever a
header holds, an answer and never an error."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.http import parse_etags

MAX_ACCEPTED = 300  # characters of an Accept-Encoding worth reading
MARKS = 2000  # characters of an If-None-Match worth reading
IDENTITY = "identity"


def best_encoding(header: str, offered: Iterable[str]) -> str:
    """The first of the encodings offered that an Accept-Encoding takes; `identity`
    when it takes none of them."""
    if not header:
        return IDENTITY
    taken = _taken(header[:MAX_ACCEPTED])
    for name in offered:
        if name in taken:
            return name
    return IDENTITY


@lru_cache(maxsize=512)
def _taken(header: str) -> frozenset[str]:
    if ";" not in header:  # as browsers write it
        names = {name.strip().lower() for name in header.split(",")}
        return frozenset(n for n in ("br", "gzip") if {n, "*"} & names)
    # 2 MB and a tenth of the start, for who weighs encodings: few do
    from werkzeug.datastructures import Accept
    from werkzeug.http import parse_accept_header

    accepted = parse_accept_header(header, Accept)
    return frozenset(n for n in ("br", "gzip") if accepted.quality(n) > 0)


def is_known_version(header: str, etag: str) -> bool:
    """Whether an If-None-Match names this entity tag, or any (`*`)."""
    tags = parse_etags(header[:MARKS])
    return tags == ["*"] or f'"{etag}"' in [tag.removeprefix("W/") for tag in tags]
