"""Recovery of a short link from a spoiled address: its payload wherever it stands,
proved by its sum. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import unquote

from guide_portal.roadmap.short_link import Decoded, UnreadableLinkError, decode

MAX_TOKENS = 20
TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")


def payloads_in(text: str) -> list[str]:
    """What may be a payload in a spoiled address, the longest first: every run of its
    letters, as it stands, without signs at its ends, and glued across a line end.

    >>> payloads_in("fbclid=abc123456&AagByQIABx0eLyUpFErZCA).")[0]
    'AagByQIABx0eLyUpFErZCA'
    """
    plain = unquote(unquote(text))
    glued = "".join(s for s in plain if unicodedata.category(s)[0] not in "CZ")
    runs = [r for t in (plain, glued) for r in TOKEN.findall(t)]
    # « - » and « _ » may be its own last signs, or those of the message
    ends = [r[:i] for r in runs for i in range(spoilt_from(r), len(r))]
    tokens = dict.fromkeys([*runs, *ends, *(run.strip("-_") for run in runs)])
    return sorted(tokens, key=len, reverse=True)[:MAX_TOKENS]


def spoilt_from(run: str) -> int:
    """Where the signs of the message may begin: among the last three at most.

    >>> spoilt_from("AagByQ_-"), spoilt_from("A-------")
    (6, 5)
    """
    return max(len(run.rstrip("-_")), len(run) - 3)


def recover(
    text: str, slugs: Mapping[int, str], keys: Mapping[str, list[str]]
) -> Decoded:
    """The roadmap of the first token whose sum holds, wherever it stands in a path and
    a query. Raises UnreadableLinkError when none does."""
    for token in payloads_in(text):
        try:
            return decode(token, slugs, keys)
        except UnreadableLinkError:
            continue
    raise UnreadableLinkError
