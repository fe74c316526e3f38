"""The French words of everybody: a word of this list is no misspelling. Pure.

Folded forms of common French, see french_words.md for where they come from.
"""

import gzip
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "french_words.txt.gz"


@cache
def _words() -> bytes:
    """The forms in order, one a line: half a megabyte, searched as it is."""
    return gzip.decompress(WORDS.read_bytes()).lstrip()


def is_french(word: str) -> bool:
    """Whether a folded word is a form of common French (binary search)."""
    words, wanted = _words(), word.encode()
    low, high = 0, len(words)
    while low < high:
        start = words.rfind(b"\n", low, (low + high) // 2) + 1 or low
        start = max(start, low)
        end = words.index(b"\n", start)
        found = words[start:end]
        if found == wanted:
            return True
        if found < wanted:
            low = end + 1
        else:
            high = start
    return False
