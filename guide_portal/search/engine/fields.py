"""The inverted index of titles, keywords and text: BM25F over French stems, and the
share of a query that each document covers. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from guide_portal.search.engine.analysis import (
    WEAK,
    WEAK_STEMS,
    content_words,
    stem,
)
from guide_portal.search.engine.documents import DocumentWords
from guide_portal.search.engine.query import Alternative, Concept, best_of

# title, keywords, text
WEIGHTS = 3.0, 2.6, 1.0
LENGTH_NORM = 0.3, 0.3, 0.6
SATURATION = 1.2
FEW = 3  # pages

Fields = tuple[list[str], ...]  # the words that tell something, in each field


class FieldEvidence(NamedTuple):
    """What documents hold of a query: how well, from 0 to 1; the share of its weight
    found; and for each of its words the best alternative of each document."""

    values: dict[int, float]
    coverage: dict[int, float]
    found: list[dict[int, Alternative]]

    def stems(self, number: int) -> frozenset[str]:
        """The stems that found a document."""
        roots = (best[number][2] for best in self.found if number in best)
        return frozenset(chain.from_iterable(roots))


class FieldIndex:
    """Stems → documents, immutable once built."""

    def __init__(self, documents: Iterable[DocumentWords]) -> None:
        texts = [_fields(document) for document in documents]
        self.total = len(texts)
        self.words = set(chain.from_iterable(chain.from_iterable(texts)))
        means = [
            max(1.0, sum(map(len, column)) / max(1, self.total))
            for column in zip(*texts, strict=True)
        ]
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, fields in enumerate(texts):
            for root, weight in _weights(fields, means).items():
                self.postings[root][number] = weight / (SATURATION + weight)
        self.postings.default_factory = None

    def judge(
        self, typed: list[str], concepts: list[Concept], among: set[int] | None
    ) -> FieldEvidence:
        """The evidence of the documents that hold something of the query."""
        values: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        weights, found = [], []
        for word, concept in zip(typed, concepts, strict=True):
            best = best_of(concept, self.postings, among)
            having = len(best) if among is None else self._having(concept)
            weight = idf(having, self.total)
            weight *= WEAK if stem(word) in WEAK_STEMS else 1
            weights.append(weight)
            found.append(best)
        total = sum(weights) or 1
        for weight, best in zip(weights, found, strict=True):
            share = weight / total
            for number, (value, cover, _) in best.items():
                values[number] += value * share
                covered[number] += cover * share
        return FieldEvidence(values, covered, found)

    def _having(self, concept: Concept) -> int:
        """In how many documents a concept stands, at most."""
        each = (min(len(self.postings.get(r, ())) for r in roots) for roots in concept)
        return min(self.total, sum(each))


def _fields(document: DocumentWords) -> Fields:
    texts = document.title, [*chain(*document.keywords)], document.body
    return tuple(map(content_words, texts))


def _weights(fields: Fields, means: list[float]) -> dict[str, float]:
    """How much of each stem a document holds: a word weighs less in a long field."""
    found: dict[str, float] = defaultdict(float)
    for words, weight, norm, mean in zip(
        fields, WEIGHTS, LENGTH_NORM, means, strict=True
    ):
        each = weight / (1 - norm + norm * len(words) / mean)
        for root in map(stem, words):
            found[root] += each
    return found


def idf(having: int, total: int) -> float:
    """How much a word tells. One that stands in a page or two may stand there by
    accident, one that nothing holds may be any word: neither tells more than a word
    of a few pages."""
    having = max(having, FEW)
    return math.log(1 + (total - having + 0.5) / (having + 0.5))
