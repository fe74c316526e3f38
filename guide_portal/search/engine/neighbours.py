"""Words alike: which words of an index share enough n-grams of letters with a word
(Dice). Pure.

An n-gram is a number with a bit for each word that holds it. Those of a query are added
digit by digit, in base two, for all words at once: twelve times faster than a count for
each word.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import add

# N-grams of two words for each that they share: with fewer in common, neither may stand
# for the other (a likeness of 2/5).
FOR_EACH = 5
PER_BLOCK = 4096  # words of one number: most n-grams stand in few words
REMEMBERED = 256  # words of queries: the most usual come again and again
Neighbour = tuple[int, float]  # a word, its likeness from 0 to 1


def ngrams(word: str) -> set[str]:
    """The pairs and triples of letters of a word, its two ends marked.

    >>> sorted(ngrams("nir"))
    [' n', ' ni', 'ir', 'ir ', 'ni', 'nir', 'r ']
    """
    pairs, triples = _ngrams(word)
    return {*pairs, *triples}


def _ngrams(word: str) -> tuple[list[str], set[str]]:
    """Its pairs in their order, and its triples."""
    text = f" {word} "
    pairs = [*map(add, text, text[1:])]
    return pairs, {*map(add, pairs, text[2:])}


class Neighbours:
    """Words by their place, immutable once built."""

    def __init__(self, words: Iterable[str]) -> None:
        known = [*words]
        self.blocks = [
            _Block(start, known[start : start + PER_BLOCK])
            for start in range(0, len(known), PER_BLOCK)
        ]
        self.of = lru_cache(REMEMBERED)(self._of)

    def _of(self, word: str) -> list[Neighbour]:
        """The words like a word, itself too when it is known.

        >>> Neighbours(["carte", "cartes", "code"]).of("carte")
        [(1, 0.75), (0, 1.0)]
        """
        grams = ngrams(word)
        return [*chain.from_iterable(b.neighbours(grams) for b in self.blocks)]


class _Block:
    """Some words, each a bit."""

    def __init__(self, start: int, words: list[str]) -> None:
        self.start = start  # the place of the first
        self.sizes = array("i", [0] * len(words))  # n-grams of each word
        grams: dict[str, int] = defaultdict(int)
        sizes: dict[int, int] = defaultdict(int)
        # from the highest bit down: a number has its size at once, and grows nowhere
        for place in reversed(range(len(words))):
            pairs, triples = _ngrams(words[place])
            size, bit = len({*pairs}) + len(triples), 1 << place
            self.sizes[place] = size
            sizes[size] |= bit
            for gram in triples:
                grams[gram] |= bit
            grams[pairs[-1]] |= bit
        # every other pair begins a triple: half of the work
        for gram, held in [*grams.items()]:
            grams[gram[:2]] |= held
        self.grams = dict(grams)
        self.groups = [_groups(sizes, rest) for rest in range(FOR_EACH)]

    def neighbours(self, grams: set[str]) -> list[Neighbour]:
        near = []
        digits = self._shared(grams)
        whole, rest = divmod(len(grams), FOR_EACH)
        for more, words in self.groups[rest]:
            found = at_least(whole + more + 1, digits, words)
            while found:
                place = found.bit_length() - 1
                found ^= 1 << place
                shared = sum([(d >> place & 1) << n for n, d in enumerate(digits)])
                alike = 2 * shared / (len(grams) + self.sizes[place])
                near.append((self.start + place, alike))
        return near

    def _shared(self, grams: set[str]) -> list[int]:
        """How many of these n-grams each word holds: the binary digits of every count,
        the units first."""
        digits: list[int] = []
        for gram in grams:
            carried = self.grams.get(gram, 0)
            for place, digit in enumerate(digits):
                if not carried:
                    break
                digits[place], carried = digit ^ carried, digit & carried
            else:
                if carried:
                    digits.append(carried)
        return digits


def at_least(wanted: int, digits: list[int], words: int) -> int:
    """Those of `words` whose count is `wanted` or more, from the highest digit down."""
    if wanted >> len(digits):
        return 0
    above = 0
    for place in reversed(range(len(digits))):
        held = words & digits[place]
        if wanted >> place & 1:
            words = held
        else:
            above |= held
            words ^= held
    return above | words


def _groups(sizes: dict[int, int], rest: int) -> list[tuple[int, int]]:
    """The words that must share as many n-grams as one another with a word whose own
    are `rest` above a multiple of five."""
    found: dict[int, int] = defaultdict(int)
    for size, words in sizes.items():
        found[(size + rest) // FOR_EACH] |= words
    return [*found.items()]
