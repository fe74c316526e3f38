"""Phrase similarity: the query beside each title, keyword, question and phrasing, word
by word (cosine, TF-IDF), two words being as alike as their character n-grams (Dice).
Pure.

Words are compared once, then phrases through their words: what is common to many
phrases is stored once, and a misspelt word still resembles the right one.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, pairwise, repeat
from operator import add

ALIKE = 0.4  # likeness from which a word may stand for another
UNKNOWN = 3  # phrases that an unknown word is weighed as if it stood in
MAX_KEPT = 1000  # words of queries whose neighbours are remembered
NO_SHARE = repeat(0.0)  # what a word brings that the query does not hold

Neighbours = tuple["array[int]", "array[float]"]  # words, likeness of each


def ngrams(word: str) -> set[str]:
    """The pairs and triples of letters of a word, its two ends marked.

    >>> sorted(ngrams("nir"))
    [' n', ' ni', 'ir', 'ir ', 'ni', 'nir', 'r ']
    """
    text = f" {word} "
    pairs = [*map(add, text, text[1:])]
    return {*pairs, *map(add, pairs, text[2:])}


class PhraseIndex:
    """Postings n-gram → words → phrases → documents, immutable once built. A phrase is
    the words of it; each document gives its own, in order."""

    def __init__(self, phrases: Iterable[Iterable[list[str]]]) -> None:
        texts: list[list[str]] = []
        owners = array("i")  # of each phrase
        for owner, given in enumerate(phrases):
            texts += given
            owners.extend([owner] * (len(texts) - len(owners)))
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new word takes the next number
        held = [[*map(numbers.__getitem__, dict.fromkeys(words))] for words in texts]
        self.numbers = dict(numbers)
        self.owners = owners
        self.words = array("i", chain.from_iterable(held))
        self.ends = array("i", accumulate(map(len, held)))  # of each phrase, there
        # the first phrase of a document is its title
        self.firsts = {owners[n]: n for n in reversed(range(len(owners)))}
        # from words to phrases: those of word n stand from starts[n] to starts[n + 1]
        self.starts, self.phrases = self._inverted(held)
        having = (b - a for a, b in pairwise(self.starts))
        self.weights = array("f", map(self._idf, having))
        square = [weight * weight for weight in self.weights].__getitem__
        norms = (math.sqrt(sum(map(square, words))) or 1 for words in held)
        self.norms = array("f", norms)
        self.sizes = array("i")  # n-grams of each word
        self.words_of = self._grams()
        self.kept: dict[str, Neighbours] = {}

    def _inverted(self, held: list[list[int]]) -> tuple["array[int]", "array[int]"]:
        """The postings of each word, end to end in one array: a few large arrays take
        a third of the memory of thousands of small ones."""
        found: list[list[int]] = [[] for _ in self.numbers]
        for phrase, words in enumerate(held):
            for number in words:
                found[number].append(phrase)
        starts = array("i", accumulate(map(len, found), initial=0))
        return starts, array("i", chain.from_iterable(found))

    def _grams(self) -> dict[str, tuple[int, ...]]:
        """The words that hold each n-gram."""
        found: dict[str, list[int]] = defaultdict(list)
        for word, number in self.numbers.items():
            grams = ngrams(word)
            self.sizes.append(len(grams))
            for gram in grams:
                found[gram].append(number)
        return {gram: tuple(numbers) for gram, numbers in found.items()}

    def _idf(self, having: int) -> float:
        return math.log(1 + (len(self.owners) + 1) / (having + 0.5))

    def similar(
        self, words: list[str], among: set[int] | None = None
    ) -> dict[int, tuple[float, float]]:
        """The likeness of the query to the closest phrase of each document, and to its
        title, from 0 to 1; of some documents only when there are too many."""
        shares, norm = self._shares(words)
        if among is None:
            sums = self._sums(shares)
        else:
            sums = dict(self._sums_of(shares, among))
        best: dict[int, float] = {}
        owners, norms, firsts = self.owners, self.norms, self.firsts
        for phrase, total in sums.items():
            value = total / norms[phrase]
            owner = owners[phrase]
            if value > best.get(owner, 0):
                best[owner] = value
        return {
            owner: (value / norm, sums.get(first, 0.0) / norms[first] / norm)
            for owner, value in best.items()
            for first in (firsts[owner],)
        }

    def _shares(self, words: list[str]) -> tuple[dict[int, float], float]:
        """What each known word brings to the query, and the norm of the query."""
        square = 0.0
        shares: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(words):
            known = self.numbers.get(word)
            weight = self._idf(UNKNOWN) if known is None else self.weights[known]
            square += weight * weight
            for number, alike in zip(*self._neighbours(word), strict=True):
                shares[number] += alike * weight * self.weights[number]
        return shares, math.sqrt(square) or 1

    def _sums(self, shares: dict[int, float]) -> dict[int, float]:
        """What each phrase shares with the query, from the words to the phrases."""
        sums: dict[int, float] = defaultdict(float)
        for number, share in shares.items():
            for phrase in self.phrases[self.starts[number] : self.starts[number + 1]]:
                sums[phrase] += share
        return sums

    def _sums_of(
        self, shares: dict[int, float], among: set[int]
    ) -> Iterator[tuple[int, float]]:
        """The same from the phrases of some documents to their words."""
        owners, ends, share = self.owners, self.ends, shares.get
        for owner in among & self.firsts.keys():
            phrase = self.firsts[owner]
            start = ends[phrase - 1] if phrase else 0
            while phrase < len(owners) and owners[phrase] == owner:
                words = self.words[start : ends[phrase]]
                yield phrase, sum(map(share, words, NO_SHARE))
                start = ends[phrase]
                phrase += 1

    def _neighbours(self, word: str) -> Neighbours:
        """The words like a word, with their likeness."""
        kept = self.kept.get(word)
        if kept is not None:
            return kept
        shared: dict[int, int] = defaultdict(int)
        grams = ngrams(word)
        for gram in grams:
            for number in self.words_of.get(gram, ()):
                shared[number] += 1
        own, sizes = len(grams), self.sizes
        near = array("i"), array("f")
        for number, count in shared.items():
            alike = 2 * count / (own + sizes[number])
            if alike > ALIKE:
                near[0].append(number)
                near[1].append(alike)
        if len(self.kept) >= MAX_KEPT:
            self.kept.clear()
        self.kept[word] = near
        return near
