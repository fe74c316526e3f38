"""The search: BM25F over French stems, forgiving of misspellings, honest about what
it covers. Pure: it knows documents and words, not the guide."""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein as Distance
from rapidfuzz.process import extract

from guide_portal.french import kept, stem, stems, words

WEIGHTS = {"title": 3.0, "keywords": 2.6, "body": 1.0}
LENGTH_NORM = {"title": 0.3, "keywords": 0.3, "body": 0.6}
SATURATION = 1.2
EXACT, SYNONYM, PREFIX, JOINED, FUZZY = 1.0, 0.85, 0.8, 0.9, 0.7
PHRASE_BONUS = 0.6  # of the score, when the query is a title or a keyword
RESULT_COVERAGE, NEAR_COVERAGE = 0.6, 0.2  # share of the query's weight found
MAX_WORDS, MAX_RESULTS, MAX_NEAR = 12, 20, 3
RELATIVE_FLOOR = 0.25  # of the best score


class Document(NamedTuple):
    """What is searched of one page; each keyword is a phrase."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    body: str


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


class Concept(NamedTuple):
    """One word of the query and every stem that may stand for it, with its weight."""

    word: str
    alternatives: dict[str, float]


class Index:
    """An inverted index in memory, immutable once built."""

    def __init__(self, documents: list[Document], synonyms: Iterable[tuple[str, ...]]):
        self.documents = documents
        self.postings: dict[str, dict[int, dict[str, int]]] = defaultdict(dict)
        self.vocabulary: dict[str, str] = {}  # folded word → stem
        self.phrases: dict[tuple[str, ...], set[int]] = defaultdict(set)
        lengths: dict[str, list[int]] = {field: [] for field in WEIGHTS}
        for number, document in enumerate(documents):
            self._add(number, document, lengths)
        self.mean = {f: max(1.0, sum(n) / max(1, len(n))) for f, n in lengths.items()}
        self.lengths = lengths
        self.synonyms = _synonym_table(synonyms)
        self.by_letter = _by_letter(self.vocabulary)

    def _add(
        self, number: int, document: Document, lengths: dict[str, list[int]]
    ) -> None:
        texts = {
            "title": document.title,
            "keywords": " . ".join(document.keywords),
            "body": document.body,
        }
        for field, text in texts.items():
            found = kept(words(text)) if text else []
            lengths[field].append(len(found))
            for word in found:
                root = self.vocabulary.setdefault(word, stem(word))
                counts = self.postings[root].setdefault(number, {})
                counts[field] = counts.get(field, 0) + 1
        for phrase in (document.title, *document.keywords):
            self.phrases[tuple(stems(phrase))].add(number)

    def search(self, query: str) -> Found:
        """The documents that cover the query, best first; never raises."""
        typed = words(query)[:MAX_WORDS * 2]
        concepts, corrected = self._concepts(kept(typed)[:MAX_WORDS])
        if not concepts:
            return Found([], [], None)
        scored = self._score(concepts, tuple(stem(w) for w in kept(typed)))
        scored.sort(key=lambda match: -match.score)
        good = [m for m in scored if m.coverage >= RESULT_COVERAGE]
        if good:
            floor = good[0].score * RELATIVE_FLOOR
            good = [m for m in good if m.score >= floor][:MAX_RESULTS]
            return Found(good, [], corrected)
        near = [m for m in scored if m.coverage >= NEAR_COVERAGE][:MAX_NEAR]
        return Found([], near, corrected)

    # From words to concepts

    def _concepts(self, typed: list[str]) -> tuple[list[Concept], str | None]:
        typed = self._rejoin(typed)
        concepts, shown, changed = [], [], False
        for position, word in enumerate(typed):
            last = position == len(typed) - 1
            alternatives, better = self._alternatives(word, last)
            concepts.append(Concept(word, alternatives))
            shown.append(better or word)
            changed = changed or better is not None
        self._add_synonyms(typed, concepts)
        return concepts, " ".join(shown) if changed else None

    def _rejoin(self, typed: list[str]) -> list[str]:
        """« france connect » → « franceconnect », « cartevitale » → « carte vitale »."""
        found: list[str] = []
        for word in typed:
            if found and found[-1] + word in self.vocabulary:
                found[-1] += word
            elif word not in self.vocabulary and len(word) >= 7:
                found += self._split(word)
            else:
                found.append(word)
        return found

    def _split(self, word: str) -> list[str]:
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if left in self.vocabulary and right in self.vocabulary:
                return [left, right]
        return [word]

    def _alternatives(self, word: str, last: bool) -> tuple[dict[str, float], str | None]:
        """The stems a word may stand for; with the correction made, if one was."""
        root = stem(word)
        if root in self.postings:
            found = {root: EXACT}
            if last and len(word) >= 4:
                found = self._completions(word, PREFIX * 0.6) | found
            return found, None
        if last and len(word) >= 3 and (found := self._completions(word, PREFIX)):
            return found, None
        return self._corrections(word)

    def _completions(self, start: str, weight: float) -> dict[str, float]:
        nearby = self.by_letter.get(start[:1], [])
        return {self.vocabulary[w]: weight for w in nearby if w.startswith(start)}

    def _corrections(self, word: str) -> tuple[dict[str, float], str | None]:
        allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not allowed or not word.isalpha():
            return {}, None
        close = extract(
            word,
            [w for w in self.vocabulary if abs(len(w) - len(word)) <= allowed and len(w) > 3],
            scorer=Distance.distance,
            score_cutoff=allowed,
            limit=8,
        )
        if not close:
            return {}, None
        best = min(distance for _, distance, _ in close)
        found = {self.vocabulary[w]: FUZZY / d for w, d, _ in close if d == best}
        return found, close[0][0]

    def _add_synonyms(self, typed: list[str], concepts: list[Concept]) -> None:
        roots = [stem(word) for word in typed]
        for start in range(len(roots)):
            for end in range(start + 1, min(len(roots), start + 4) + 1):
                for other in self.synonyms.get(tuple(roots[start:end]), []):
                    for concept in concepts[start:end]:
                        for root in other:
                            concept.alternatives.setdefault(root, SYNONYM / len(other))

    # From concepts to documents

    def _score(self, concepts: list[Concept], phrase: tuple[str, ...]) -> list[Match]:
        idf = [self._weight(concept) for concept in concepts]
        total = sum(idf) or 1.0
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        hits: dict[int, set[str]] = defaultdict(set)
        for concept, weight in zip(concepts, idf, strict=True):
            best: dict[int, tuple[float, float, str]] = {}
            for root, trust in concept.alternatives.items():
                for number, counts in self.postings.get(root, {}).items():
                    value = trust * self._idf(root) * self._frequency(number, counts)
                    best[number] = max(best.get(number, (0.0, 0.0, "")), (value, trust, root))
            for number, (value, trust, root) in best.items():
                scores[number] += value
                covered[number] += weight * min(1.0, trust + 0.3)
                hits[number].add(root)
        exact = self.phrases.get(phrase, set())
        return [
            Match(
                self.documents[number].slug,
                score * (covered[number] / total) * (1 + PHRASE_BONUS * (number in exact)),
                covered[number] / total,
                frozenset(hits[number]),
            )
            for number, score in scores.items()
        ]

    def _weight(self, concept: Concept) -> float:
        """How much of the query a word is: an unknown word weighs most."""
        known = [self._idf(root) for root in concept.alternatives if root in self.postings]
        return max(known) if known else math.log(1 + len(self.documents))

    def _idf(self, root: str) -> float:
        having = len(self.postings.get(root, ()))
        return math.log(1 + (len(self.documents) - having + 0.5) / (having + 0.5))

    def _frequency(self, number: int, counts: dict[str, int]) -> float:
        weighted = 0.0
        for field, count in counts.items():
            norm = LENGTH_NORM[field]
            length = self.lengths[field][number] / self.mean[field]
            weighted += WEIGHTS[field] * count / (1 - norm + norm * length)
        return weighted / (SATURATION + weighted)


def _synonym_table(
    groups: Iterable[tuple[str, ...]],
) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Each phrase, as stems, with the phrases that mean the same."""
    table: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for group in groups:
        phrases = list(dict.fromkeys(tuple(stems(phrase)) for phrase in group))
        for phrase in phrases:
            table[phrase] += [other for other in phrases if other != phrase]
    return table


def _by_letter(vocabulary: dict[str, str]) -> dict[str, list[str]]:
    letters: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        letters[word[0]].append(word)
    return letters
