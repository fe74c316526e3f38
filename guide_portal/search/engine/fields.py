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
from guide_portal.search.engine.query import Concept, best_of

WEIGHTS = {"title": 3.0, "keywords": 2.6, "body": 1.0}
LENGTH_NORM = {"title": 0.3, "keywords": 0.3, "body": 0.6}
SATURATION = 1.2
FEW = 3  # pages

Counts = dict[str, dict[int, dict[str, int]]]  # stem → document → field → times


class Evidence(NamedTuple):
    """How well a document holds a query: `value` from 0 to 1, `coverage` the share of
    the query's weight found, the stems that found it."""

    value: float
    coverage: float
    stems: frozenset[str]


class FieldIndex:
    """Stems → documents, immutable once built."""

    def __init__(self, documents: Iterable[DocumentWords]) -> None:
        counts: Counts = defaultdict(dict)
        self.lengths: dict[str, list[int]] = {field: [] for field in WEIGHTS}
        self.words: set[str] = set()
        self.total = 0
        for number, document in enumerate(documents):
            self._add(number, document, counts)
            self.total += 1
        self.mean = {
            field: max(1.0, sum(lengths) / max(1, len(lengths)))
            for field, lengths in self.lengths.items()
        }
        self.postings = {
            root: {
                number: self._frequency(number, found) for number, found in docs.items()
            }
            for root, docs in counts.items()
        }

    def _add(self, number: int, document: DocumentWords, counts: Counts) -> None:
        texts = (document.title, [*chain(*document.keywords)], document.body)
        for field, words in zip(WEIGHTS, texts, strict=True):
            found = content_words(words)
            self.lengths[field].append(len(found))
            self.words.update(found)
            for word in found:
                times = counts[stem(word)].setdefault(number, {})
                times[field] = times.get(field, 0) + 1

    def _frequency(self, number: int, counts: dict[str, int]) -> float:
        """How present a stem is in a document, from 0 to 1."""
        weighted = 0.0
        for field, count in counts.items():
            norm = LENGTH_NORM[field]
            length = self.lengths[field][number] / self.mean[field]
            weighted += WEIGHTS[field] * count / (1 - norm + norm * length)
        return weighted / (SATURATION + weighted)

    def judge(
        self, typed: list[str], concepts: list[Concept], among: set[int] | None
    ) -> dict[int, Evidence]:
        """The evidence of each document that holds something of the query."""
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        hits: dict[int, set[str]] = defaultdict(set)
        total = 0.0
        for word, concept in zip(typed, concepts, strict=True):
            best = best_of(concept, self.postings, among)
            having = len(best) if among is None else self._having(concept)
            weight = idf(having, self.total)
            weight *= WEAK if stem(word) in WEAK_STEMS else 1
            total += weight
            for number, (value, cover, roots) in best.items():
                scores[number] += value * weight
                covered[number] += cover * weight
                hits[number] |= set(roots)
        total = total or 1
        return {
            number: Evidence(
                score / total, covered[number] / total, frozenset(hits[number])
            )
            for number, score in scores.items()
        }

    def _having(self, concept: Concept) -> int:
        """In how many documents a concept stands, at most."""
        each = (min(len(self.postings.get(r, ())) for r in roots) for roots in concept)
        return min(self.total, sum(each))


def idf(having: int, total: int) -> float:
    """How much a word tells. One that stands in a page or two may stand there by
    accident, one that nothing holds may be any word: neither tells more than a word
    of a few pages."""
    having = max(having, FEW)
    return math.log(1 + (total - having + 0.5) / (having + 0.5))
