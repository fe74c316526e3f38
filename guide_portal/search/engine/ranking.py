"""The search: BM25F over French stems, forgiving of misspellings, honest about what
it covers. Pure: it knows documents and words, not the guide."""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from guide_portal.search.engine.analysis import (
    WEAK,
    WEAK_STEMS,
    content_words,
    stem,
    stems,
    tokens,
)
from guide_portal.search.engine.query import Concept, Language, Roots, strong
from guide_portal.search.engine.spelling import Vocabulary

WEIGHTS = {"title": 3.0, "keywords": 2.6, "body": 1.0}
LENGTH_NORM = {"title": 0.3, "keywords": 0.3, "body": 0.6}
SATURATION = 1.2
PHRASE_BONUS, START_BONUS = 0.6, 0.8  # of the score: the query is a title or a
# keyword, or begins the title
RESULT_COVERAGE, NEAR_COVERAGE = 0.58, 0.15  # share of the query's weight found
MAX_RESULTS, MAX_NEAR = 20, 3
RELATIVE_FLOOR = 0.25  # of the best score
MANY_DOCUMENTS = 5000  # documents from which candidates pay

Counts = dict[str, dict[int, dict[str, int]]]  # stem → document → field → times


class IndexedDocument(NamedTuple):
    """What is searched of one page; each keyword is a phrase. `prior` multiplies its
    scores: 1 for a page, less for a list of pages."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    body: str
    prior: float = 1.0


class Match(NamedTuple):
    """A document found, its score, and the stems that found it."""

    slug: str
    score: float
    coverage: float
    stems: frozenset[str]


class Found(NamedTuple):
    """`near` is filled only when nothing covers the query well enough."""

    matches: list[Match]
    near: list[Match]
    corrected: str | None


class Index:
    """An inverted index in memory, immutable once built."""

    def __init__(
        self, documents: list[IndexedDocument], synonyms: Iterable[tuple[str, ...]]
    ) -> None:
        self.documents: list[IndexedDocument] = []
        counts: Counts = defaultdict(dict)
        self.phrases: dict[Roots, set[int]] = defaultdict(set)
        self.starts: dict[Roots, set[int]] = defaultdict(set)
        self.lengths: dict[str, list[int]] = {field: [] for field in WEIGHTS}
        seen: set[str] = set()
        for number, document in enumerate(documents):
            seen |= self._add(number, document, counts)
            # only what ranking needs stays in memory
            self.documents.append(document._replace(keywords=(), body=""))
        self.mean = {
            field: max(1.0, sum(counts) / max(1, len(counts)))
            for field, counts in self.lengths.items()
        }
        self.postings = {
            root: {
                number: self._frequency(number, found) for number, found in docs.items()
            }
            for root, docs in counts.items()
        }
        self.language = Language(Vocabulary(seen), self.postings, synonyms)
        self.candidates = None
        if len(documents) >= MANY_DOCUMENTS:
            # 4 MB that a guide of this size has no use for
            from guide_portal.search.engine.candidates import Candidates

            self.candidates = Candidates(map(_weighted_stems, documents))

    def _add(
        self, number: int, document: IndexedDocument, postings: Counts
    ) -> set[str]:
        texts = (document.title, " . ".join(document.keywords), document.body)
        seen: set[str] = set()
        for field, text in zip(WEIGHTS, texts, strict=True):
            found = content_words(tokens(text)) if text else []
            self.lengths[field].append(len(found))
            seen.update(found)
            for word in found:
                counts = postings[stem(word)].setdefault(number, {})
                counts[field] = counts.get(field, 0) + 1
        for phrase in (document.title, *document.keywords):
            self.phrases[strong(stems(phrase))].add(number)
        title = stems(document.title) if document.prior == 1 else ()
        for length in range(1, len(title)):
            self.starts[title[:length]].add(number)
        return seen

    def search(self, query: str) -> Found:
        """The documents that cover the query, best first; never raises."""
        typed = self.language.read(query)
        if not typed:
            return Found([], [], None)
        concepts, corrected = self.language.understand(typed)
        scored = sorted(self._score(typed, concepts), key=lambda m: -m.score)
        good = [m for m in scored if m.coverage >= RESULT_COVERAGE]
        if good:
            floor = good[0].score * RELATIVE_FLOOR
            good = [m for m in good if m.score >= floor][:MAX_RESULTS]
            return Found(good, [], corrected)
        near = [m for m in scored if m.coverage >= NEAR_COVERAGE][:MAX_NEAR]
        return Found([], near, corrected)

    def _score(self, typed: list[str], concepts: list[Concept]) -> list[Match]:
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        hits: dict[int, set[str]] = defaultdict(set)
        total = 0.0
        among = self._candidates(concepts)
        for word, concept in zip(typed, concepts, strict=True):
            best = self._best(concept, among)
            weight = _idf(self._having(concept, best), len(self.documents))
            weight *= WEAK if stem(word) in WEAK_STEMS else 1
            total += weight
            for number, (value, cover, roots) in best.items():
                scores[number] += value * weight
                covered[number] += cover * weight
                hits[number] |= set(roots)
        bonus = self._bonus(typed, concepts)
        return [
            Match(
                self.documents[number].slug,
                score
                * (covered[number] / total)
                * bonus.get(number, 1.0)
                * self.documents[number].prior,
                covered[number] / total,
                frozenset(hits[number]),
            )
            for number, score in scores.items()
        ]

    def _candidates(self, concepts: list[Concept]) -> set[int] | None:
        """The documents worth ranking; None for all of them."""
        if self.candidates is None:
            return None
        return self.candidates.find(
            (roots, trust.score)
            for concept in concepts
            for roots, trust in concept.items()
        )

    def _having(self, concept: Concept, best: dict[int, Any]) -> int:
        """In how many documents a concept stands."""
        if self.candidates is None:
            return len(best)
        each = (min(len(self.postings.get(r, ())) for r in roots) for roots in concept)
        return min(len(self.documents), sum(each))

    def _best(
        self, concept: Concept, among: set[int] | None
    ) -> dict[int, tuple[float, float, Roots]]:
        """For each document, its best alternative: value, cover and stems."""
        best: dict[int, tuple[float, float, Roots]] = {}
        for roots, trust in concept.items():
            lists = [self.postings.get(root, {}) for root in roots]
            numbers: Iterable[int] = lists[0] if among is None else among
            for number in numbers:
                if not all(number in postings for postings in lists):
                    continue
                value = trust.score * sum(p[number] for p in lists) / len(lists)
                if value > best.get(number, (0.0,))[0]:
                    best[number] = value, trust.cover, roots
        return best

    def _bonus(self, typed: list[str], concepts: list[Concept]) -> dict[int, float]:
        """Documents whose title or keyword is the query, or whose title begins so."""
        whole = tuple(stem(word) for word in typed)
        bonus = dict.fromkeys(self.starts.get(whole, ()), 1 + START_BONUS)
        endings = [roots for roots in concepts[-1] if len(roots) == 1]
        for phrase in [whole, *(whole[:-1] + ending for ending in endings)]:
            for number in self.phrases.get(strong(phrase), ()):
                bonus[number] = 1 + PHRASE_BONUS
        return bonus

    def _frequency(self, number: int, counts: dict[str, int]) -> float:
        """How present a stem is in a document, from 0 to 1."""
        weighted = 0.0
        for field, count in counts.items():
            norm = LENGTH_NORM[field]
            length = self.lengths[field][number] / self.mean[field]
            weighted += WEIGHTS[field] * count / (1 - norm + norm * length)
        return weighted / (SATURATION + weighted)


def _weighted_stems(document: IndexedDocument) -> list[str]:
    """Every stem of a document, those of its title and keywords twice."""
    head = [*stems(document.title), *stems(" ".join(document.keywords))]
    return [*head, *head, *stems(document.body)]


def _idf(having: int, total: int) -> float:
    """How much a word tells; one that nothing holds tells most."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))
