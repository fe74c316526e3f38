"""The search: BM25F over French stems, forgiving of misspellings, honest about what
it covers. Pure: it knows documents and words, not the guide."""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from guide_portal.french import WEAK, WEAK_STEMS, kept, stem, stems, words
from guide_portal.spelling import Vocabulary

WEIGHTS = {"title": 3.0, "keywords": 2.6, "body": 1.0}
LENGTH_NORM = {"title": 0.3, "keywords": 0.3, "body": 0.6}
SATURATION = 1.2
SYNONYM, PREFIX, SHORT_PREFIX, FUZZY = 0.85, 0.8, 0.6, 0.75
PHRASE_BONUS, START_BONUS = 0.6, 0.8  # of the score: the query is a title or a
# keyword, or begins the title
RESULT_COVERAGE, NEAR_COVERAGE = 0.58, 0.15  # share of the query's weight found
MAX_WORDS, MAX_PHRASE, MAX_RESULTS, MAX_NEAR = 12, 4, 20, 3
RELATIVE_FLOOR = 0.25  # of the best score

Roots = tuple[str, ...]


class Document(NamedTuple):
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


class Trust(NamedTuple):
    """How much an alternative counts in the score, and as understood."""

    score: float
    cover: float


# One word of the query: every phrase that may stand for it, all of whose stems must be
# in the document.
Concept = dict[Roots, Trust]


class Index:
    """An inverted index in memory, immutable once built."""

    def __init__(
        self, documents: list[Document], synonyms: Iterable[tuple[str, ...]]
    ) -> None:
        self.documents = documents
        self.postings: dict[str, dict[int, dict[str, int]]] = defaultdict(dict)
        self.phrases: dict[Roots, set[int]] = defaultdict(set)
        self.starts: dict[Roots, set[int]] = defaultdict(set)
        self.lengths: dict[str, list[int]] = {field: [] for field in WEIGHTS}
        seen: set[str] = set()
        for number, document in enumerate(documents):
            seen |= self._add(number, document)
        self.vocabulary = Vocabulary(seen)
        self.mean = {
            field: max(1.0, sum(counts) / max(1, len(counts)))
            for field, counts in self.lengths.items()
        }
        self.synonyms = _synonym_table(synonyms)

    def _add(self, number: int, document: Document) -> set[str]:
        texts = (document.title, " . ".join(document.keywords), document.body)
        seen: set[str] = set()
        for field, text in zip(WEIGHTS, texts, strict=True):
            found = kept(words(text)) if text else []
            self.lengths[field].append(len(found))
            seen.update(found)
            for word in found:
                counts = self.postings[stem(word)].setdefault(number, {})
                counts[field] = counts.get(field, 0) + 1
        for phrase in (document.title, *document.keywords):
            self.phrases[strong(stems(phrase))].add(number)
        title = stems(document.title) if document.prior == 1 else ()
        for length in range(1, len(title)):
            self.starts[title[:length]].add(number)
        return seen

    def search(self, query: str) -> Found:
        """The documents that cover the query, best first; never raises."""
        typed = self.vocabulary.rejoin(kept(words(query))[:MAX_WORDS])
        if not typed:
            return Found([], [], None)
        concepts, corrected = self._understand(typed)
        scored = sorted(self._score(typed, concepts), key=lambda m: -m.score)
        good = [m for m in scored if m.coverage >= RESULT_COVERAGE]
        if good:
            floor = good[0].score * RELATIVE_FLOOR
            good = [m for m in good if m.score >= floor][:MAX_RESULTS]
            return Found(good, [], corrected)
        near = [m for m in scored if m.coverage >= NEAR_COVERAGE][:MAX_NEAR]
        return Found([], near, corrected)

    def _understand(self, typed: list[str]) -> tuple[list[Concept], str | None]:
        concepts: list[Concept] = []
        shown: list[str] = []
        for position, word in enumerate(typed):
            concept, better = self._concept(word, position == len(typed) - 1)
            concepts.append(concept)
            shown.append(better or word)
        self._add_synonyms(typed, concepts)
        return concepts, " ".join(shown) if shown != typed else None

    def _concept(self, word: str, last: bool) -> tuple[Concept, str | None]:
        """What a word may stand for; with its correction, if one was made."""
        root = stem(word)
        prefix = PREFIX if len(word) > 3 else SHORT_PREFIX
        endings = self.vocabulary.completions(word) if last and len(word) > 1 else set()
        if root in self.postings or (root,) in self.synonyms:
            trust = Trust(prefix * 0.5, prefix) if len(word) > 3 else Trust(0, 0)
            found: Concept = {(e,): trust for e in endings if trust.score}
            return found | {(root,): Trust(1, 1)}, None
        if endings:
            return {(ending,): Trust(prefix, prefix) for ending in endings}, None
        near, better = self.vocabulary.corrections(word)
        return {
            (other,): Trust(FUZZY / distance, FUZZY) for other, distance in near.items()
        }, better

    def _add_synonyms(self, typed: list[str], concepts: list[Concept]) -> None:
        roots = [stem(word) for word in typed]
        for start in range(len(roots)):
            for end in range(start + 1, min(len(roots), start + MAX_PHRASE) + 1):
                trust = Trust(SYNONYM / (end - start), SYNONYM)
                for other in self.synonyms.get(tuple(roots[start:end]), ()):
                    for concept in concepts[start:end]:
                        concept.setdefault(other, trust)

    def _score(self, typed: list[str], concepts: list[Concept]) -> list[Match]:
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        hits: dict[int, set[str]] = defaultdict(set)
        total = 0.0
        for word, concept in zip(typed, concepts, strict=True):
            best = self._best(concept)
            weight = _idf(len(best), len(self.documents))
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

    def _best(self, concept: Concept) -> dict[int, tuple[float, float, Roots]]:
        """For each document, its best alternative: value, cover and stems."""
        best: dict[int, tuple[float, float, Roots]] = {}
        for roots, trust in concept.items():
            numbers = set(self.postings.get(roots[0], ()))
            for root in roots[1:]:
                numbers &= set(self.postings.get(root, ()))
            for number in numbers:
                tf = [self._frequency(number, self.postings[r][number]) for r in roots]
                value = trust.score * sum(tf) / len(tf)
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
        weighted = 0.0
        for field, count in counts.items():
            norm = LENGTH_NORM[field]
            length = self.lengths[field][number] / self.mean[field]
            weighted += WEIGHTS[field] * count / (1 - norm + norm * length)
        return weighted / (SATURATION + weighted)


def strong(roots: Roots) -> Roots:
    """A phrase without its weak words."""
    return tuple(root for root in roots if root not in WEAK_STEMS) or roots


def _idf(having: int, total: int) -> float:
    """How much a word tells; one that nothing holds tells most."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _synonym_table(groups: Iterable[tuple[str, ...]]) -> dict[Roots, list[Roots]]:
    """Each phrase, as stems, with the phrases that mean the same."""
    table: dict[Roots, list[Roots]] = defaultdict(list)
    for group in groups:
        phrases = [p for p in dict.fromkeys(map(stems, group)) if p]
        for phrase in phrases:
            table[phrase] += [other for other in phrases if other != phrase]
    return dict(table)
