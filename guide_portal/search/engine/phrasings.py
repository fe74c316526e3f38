"""The index of what people say: BM25 over the phrasings of each page, one bag a page.
It ranks, and never counts for coverage. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from guide_portal.search.engine.analysis import stem, stems_of
from guide_portal.search.engine.query import WHOLE, Concept, best_of

SATURATION, LENGTH_NORM = 1.2, 0.4


class PhrasingIndex:
    """Stems → documents with how present they are, immutable once built."""

    def __init__(self, phrasings: Iterable[list[list[str]]]) -> None:
        bags = [Counter(chain.from_iterable(map(stems_of, said))) for said in phrasings]
        lengths = [sum(bag.values()) for bag in bags]
        filled = [length for length in lengths if length]
        mean = sum(filled) / max(1, len(filled))
        self.total = len(filled)
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, bag in enumerate(bags):
            norm = 1 - LENGTH_NORM + LENGTH_NORM * lengths[number] / (mean or 1)
            for root, count in bag.items():
                self.postings[root][number] = count / (count + SATURATION * norm)
        self.postings.default_factory = None

    def judge(
        self,
        typed: list[str],
        concepts: list[Concept],
        among: set[int] | None = None,
    ) -> dict[int, float]:
        """How well the phrasings of each document hold the words, from 0 to 1."""
        scores: dict[int, float] = defaultdict(float)
        total = 0.0
        for word, concept in zip(typed, concepts, strict=True):
            best = best_of({(stem(word),): WHOLE} | concept, self.postings, among)
            weight = math.log(1 + (self.total - len(best) + 0.5) / (len(best) + 0.5))
            total += weight
            for number, (value, _, _) in best.items():
                scores[number] += value * weight
        return {number: score / total for number, score in scores.items()}
