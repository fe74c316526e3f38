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

SIZES = (2, 3)  # letters of an n-gram, the two ends of the word included
ALIKE = 0.4  # likeness from which a word may stand for another
UNKNOWN = 3  # phrases that an unknown word is weighed as if it stood in
MAX_KEPT = 1000  # words of queries whose neighbours are remembered


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
        self.phrases_of: list[array[int]] = []  # of each word
        for owner, words in phrases:
            for word in dict.fromkeys(words):
                number = self.numbers.setdefault(word, len(self.phrases_of))
                if number == len(self.phrases_of):
                    self.phrases_of.append(array("i"))
                self.phrases_of[number].append(len(self.owners))
                self.words.append(number)
            self.firsts.setdefault(owner, len(self.owners))
            self.owners.append(owner)
            self.ends.append(len(self.words))
        self.weights = array("f", (self._idf(len(p)) for p in self.phrases_of))
        self.norms = array("f", self._norms())
        self.words_of: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self.sizes = array("i")  # n-grams of each word
        for word, number in self.numbers.items():
            grams = ngrams(word)
            self.sizes.append(len(grams))
            for gram in grams:
                self.words_of[gram].append(number)
        self.words_of.default_factory = None
        self.kept: dict[str, list[tuple[int, float]]] = {}

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
            for number, alike in self._neighbours(word):
                shares[number] += alike * weight * self.weights[number]
        return shares, math.sqrt(square) or 1

    def _sums(self, shares: dict[int, float]) -> dict[int, float]:
        """What each phrase shares with the query, from the words to the phrases."""
        sums: dict[int, float] = defaultdict(float)
        for number, share in shares.items():
            for phrase in self.phrases_of[number]:
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

    def _neighbours(self, word: str) -> list[tuple[int, float]]:
        """The words like a word, with their likeness."""
        if word in self.kept:
            return self.kept[word]
        shared: dict[int, int] = defaultdict(int)
        grams = ngrams(word)
        for gram in grams:
            for number in self.words_of.get(gram, ()):
                shared[number] += 1
        own, sizes = len(grams), self.sizes
        near = [
            (number, alike)
            for number, count in shared.items()
            if (alike := 2 * count / (own + sizes[number])) > ALIKE
        ]
        if len(self.kept) >= MAX_KEPT:
            self.kept.clear()
        self.kept[word] = near
        return near
