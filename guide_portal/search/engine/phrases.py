"""Phrase similarity: the query beside each title, keyword, question and phrasing, word
by word (cosine, TF-IDF), two words being as alike as their character n-grams (Dice).
Pure.

Words are compared once, then phrases through their words: what is common to many
phrases is stored once, and a misspelt word still resembles the right one.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, chain, pairwise, repeat
from operator import mul, sub

from guide_portal.search.engine.neighbours import Neighbours

UNKNOWN = 3  # phrases that an unknown word is weighed as if it stood in
NO_VALUE = (0.0,)  # what the query shares with no phrase
NO_SHARE = repeat(0.0)  # what a word brings that the query does not hold

Shares = dict[int, float]  # of words


class PhraseIndex:
    """Words → phrases → documents, immutable once built. A phrase is the words of it;
    each document gives its own, in order."""

    def __init__(self, phrases: Iterable[Iterable[list[str]]]) -> None:
        given = [[*texts] for texts in phrases]
        texts = [*chain.from_iterable(given)]
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new word takes the next number
        held = [[*map(numbers.__getitem__, dict.fromkeys(words))] for words in texts]
        self.numbers = dict(numbers)
        # those of one stand, end to end, from its place in `firsts` to the next:
        # the phrases of a document, its title first
        self.firsts = array("i", accumulate(map(len, given), initial=0))
        # the words of a phrase
        self.words = array("i", chain.from_iterable(held))
        self.begins = array("i", accumulate(map(len, held), initial=0))
        # the phrases of a word
        self.starts, self.phrases = self._inverted(held)
        having = [b - a for a, b in pairwise(self.starts)]
        idf = {number: self._idf(number) for number in {*having}}
        self.weights = array("f", map(idf.__getitem__, having))
        square = [weight * weight for weight in self.weights].__getitem__
        norms = (math.sqrt(sum(map(square, words))) or 1 for words in held)
        # a list: an array would make each number anew
        self.parts = [1 / norm for norm in norms]
        self.neighbours = Neighbours(self.numbers)

    def _inverted(self, held: list[list[int]]) -> tuple["array[int]", "array[int]"]:
        """The postings of each word, end to end in one array: a few large arrays take
        a third of the memory of thousands of small ones."""
        found: list[list[int]] = [[] for _ in self.numbers]
        for phrase, words in enumerate(held):
            for number in words:
                found[number].append(phrase)
        starts = array("i", accumulate(map(len, found), initial=0))
        return starts, array("i", chain.from_iterable(found))

    def _idf(self, having: int) -> float:
        return math.log(1 + len(self.begins) / (having + 0.5))

    def similar(
        self, words: list[str], among: set[int] | None = None
    ) -> dict[int, tuple[float, float]]:
        """The likeness of the query to the closest phrase of each document, and to its
        title, from 0 to 1; of some documents only when there are too many."""
        shares, norm = self._shares(words)
        held = self._all(shares) if among is None else self._some(shares, among)
        return {
            document: (best / norm, values[0] / norm)
            for document, values in held
            if (best := max(values or NO_VALUE))
        }

    def _shares(self, words: list[str]) -> tuple[Shares, float]:
        """What each known word brings to the query, and the norm of the query."""
        square = 0.0
        shares: Shares = defaultdict(float)
        for word in dict.fromkeys(words):
            known = self.numbers.get(word)
            weight = self._idf(UNKNOWN) if known is None else self.weights[known]
            square += weight * weight
            for number, alike in self.neighbours.of(word):
                shares[number] += alike * weight * self.weights[number]
        return shares, math.sqrt(square) or 1

    def _all(self, shares: Shares) -> list[tuple[int, list[float]]]:
        """What each phrase of each document shares with the query, from the words to
        their phrases."""
        starts, parts = self.starts, self.parts
        values = [0.0] * len(parts)
        for number, share in shares.items():
            for phrase in self.phrases[starts[number] : starts[number + 1]]:
                values[phrase] += share * parts[phrase]
        ranges = enumerate(pairwise(self.firsts))
        return [(document, values[first:end]) for document, (first, end) in ranges]

    def _some(self, shares: Shares, among: set[int]) -> list[tuple[int, list[float]]]:
        """The same of some documents, from the phrases to their words."""
        firsts, begins, share = self.firsts, self.begins, shares.get
        found = []
        for document in among:
            first, end = firsts[document : document + 2]
            if first == end:  # nothing to be beside
                continue
            start, *ends = begins[first : end + 1]
            words = self.words[start : ends[-1]]
            sums = [*accumulate(map(share, words, NO_SHARE), initial=0.0)]
            upto = [0.0, *[sums[place - start] for place in ends]]
            values = map(mul, map(sub, upto[1:], upto), self.parts[first:end])
            found.append((document, [*values]))
        return found
