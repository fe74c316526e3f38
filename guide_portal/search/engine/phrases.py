"""Phrase similarity: the query beside each title, keyword, question and phrasing, word
by word (cosine, TF-IDF), two words being as alike as their character n-grams (Dice).
Pure.

Words are compared once, then phrases through their words: what is common to many
phrases is stored once, and a misspelt word still resembles the right one.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

SIZES = (2, 3)  # letters of an n-gram, the two ends of the word included
ALIKE = 0.4  # likeness from which a word may stand for another
UNKNOWN = 3  # phrases that an unknown word is weighed as if it stood in
MAX_KEPT = 1000  # words of queries whose neighbours are remembered

Neighbours = tuple["array[int]", "array[float]"]  # words, likeness of each


def ngrams(word: str) -> set[str]:
    """The character n-grams of a word, its two ends marked."""
    text = f" {word} "
    return {
        text[start : start + size]
        for size in SIZES
        for start in range(len(text) - size + 1)
    }


class PhraseIndex:
    """Postings n-gram → words → phrases → documents, immutable once built. A phrase is
    the words of it, given with the number of its document, in order."""

    def __init__(self, phrases: Iterable[tuple[int, list[str]]]) -> None:
        self.owners = array("i")  # of each phrase
        self.ends = array("i")  # of each phrase, in `words`
        self.words = array("i")
        self.firsts: dict[int, int] = {}  # the first phrase of a document: its title
        self.numbers: dict[str, int] = {}
        for owner, words in phrases:
            for word in dict.fromkeys(words):
                self.words.append(self.numbers.setdefault(word, len(self.numbers)))
            self.firsts.setdefault(owner, len(self.owners))
            self.owners.append(owner)
            self.ends.append(len(self.words))
        # from words to phrases: those of word n stand from starts[n] to starts[n + 1]
        self.starts, self.phrases = self._inverted()
        having = (b - a for a, b in pairwise(self.starts))
        self.weights = array("f", map(self._idf, having))
        self.norms = array("f", self._norms())
        self.sizes = array("i")  # n-grams of each word
        self.words_of = self._grams()
        self.kept: dict[str, Neighbours] = {}

    def _inverted(self) -> tuple["array[int]", "array[int]"]:
        """The postings of each word, end to end in one array: a few large arrays take
        a third of the memory of thousands of small ones."""
        starts = array("i", [0]) * (len(self.numbers) + 1)
        for number in self.words:
            starts[number + 1] += 1
        for number in range(len(self.numbers)):
            starts[number + 1] += starts[number]
        places, found = starts[:-1], array("i", [0]) * len(self.words)
        start = 0
        for phrase, end in enumerate(self.ends):
            for number in self.words[start:end]:
                found[places[number]] = phrase
                places[number] += 1
            start = end
        return starts, found

    def _grams(self) -> dict[str, "array[int]"]:
        """The words that hold each n-gram."""
        found: dict[str, list[int]] = defaultdict(list)
        for word, number in self.numbers.items():
            grams = ngrams(word)
            self.sizes.append(len(grams))
            for gram in grams:
                found[gram].append(number)
        return {gram: array("i", numbers) for gram, numbers in found.items()}

    def _idf(self, having: int) -> float:
        return math.log(1 + (len(self.owners) + 1) / (having + 0.5))

    def _norms(self) -> Iterator[float]:
        squares = [weight * weight for weight in self.weights]
        start = 0
        for end in self.ends:
            yield math.sqrt(sum(squares[n] for n in self.words[start:end])) or 1
            start = end

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
        for owner in among:
            phrase = bisect_left(self.owners, owner)
            while phrase < len(self.owners) and self.owners[phrase] == owner:
                start = self.ends[phrase - 1] if phrase else 0
                words = self.words[start : self.ends[phrase]]
                yield phrase, sum(shares.get(number, 0.0) for number in words)
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
