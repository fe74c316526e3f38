"""The search: what a page holds, what it resembles and what people say of it, in one
ranked list; honest about what it covers. Pure: it knows documents and words, not the
guide."""

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter

from guide_portal.search.engine.analysis import acronyms, stem, stems_of, tokens
from guide_portal.search.engine.documents import (
    DocumentWords,
    Found,
    IndexedDocument,
    Match,
    words_of,
)
from guide_portal.search.engine.fields import FieldEvidence, FieldIndex
from guide_portal.search.engine.phrases import PhraseIndex
from guide_portal.search.engine.phrasings import PhrasingIndex
from guide_portal.search.engine.query import Concept, QueryLanguage, Roots, strong
from guide_portal.search.engine.spelling import Vocabulary

FIELDS, LIKENESS, TITLE, SAID = 1.0, 0.6, 0.25, 1.0  # weights of the scores
PHRASE_BONUS, START_BONUS = 0.6, 0.8  # of the score: the query is a title or a
# keyword, or begins the title
RESULT_COVERAGE = 0.58  # share of the query's weight found
MAX_RESULTS, MAX_NEAR = 20, 3
MAX_WORDS = 40  # of a query that are compared with phrases
RELATIVE_FLOOR = 0.25  # of the best score
MANY_DOCUMENTS = 5000  # documents from which candidates pay
ASIDE_COVERAGE, MAX_ASIDE = 0.7, 2
CLOSE = 0.5  # of the best page: what stands aside is then shown too
FAINT = 0.15  # likeness below which nothing else than chance shows a document
SURE = 0.8  # likeness from which a phrase is the query, whatever it covers
NAMED = 0.95  # likeness of a name to itself, signs aside
UNLIKE = 0.0, 0.0  # a document that no phrase of resembles the query
JUDGED = 2  # first places among which one must cover the query


class Index:
    """An index in memory, immutable once built."""

    def __init__(
        self, documents: list[IndexedDocument], synonyms: Iterable[tuple[str, ...]]
    ) -> None:
        texts = words_of(documents)
        self.fields = FieldIndex(texts)
        self.sayings = PhrasingIndex(text.phrasings for text in texts)
        self.likeness = PhraseIndex(text.phrases for text in texts)
        self.phrases: dict[Roots, tuple[int, ...]] = {}
        self.starts: dict[Roots, tuple[int, ...]] = {}
        for number, text in enumerate(texts):
            self._note_phrases(number, text, documents[number].prior == 1)
        # only what ranking needs stays in memory
        self.documents = [(d.slug, d.prior) for d in documents]
        self.asides = {n for n, d in enumerate(documents) if d.aside}
        vocabulary = Vocabulary(self.fields.words)
        self.language = QueryLanguage(vocabulary, self.fields.postings, synonyms)
        self.candidates = None
        if len(documents) >= MANY_DOCUMENTS:
            # 4 MB that a guide of this size has no use for
            from guide_portal.search.engine.candidates import Candidates

            self.candidates = Candidates(map(_weighted_stems, texts))

    def _note_phrases(self, number: int, text: DocumentWords, is_page: bool) -> None:
        for words in (text.title, *text.keywords):
            _note(self.phrases, strong(stems_of(words)), number)
        title = stems_of(text.title) if is_page else ()
        for length in range(1, len(title)):
            _note(self.starts, title[:length], number)

    def search(self, query: str) -> Found:
        """The documents that cover the query, best first; never raises."""
        typed = self.language.read(query)
        if not typed:
            return Found([], [], [], {})
        concepts, corrected = self.language.understand(typed, acronyms(query))
        ranked, aside = self._rank(query, typed, concepts)
        best = ranked[0].score if ranked else 0.0
        if aside and (aside[0].score > best or _is_named(aside[0], ranked)):
            return Found([], ranked[:MAX_NEAR], aside, corrected)
        aside = [m for m in aside if m.score > best * CLOSE]
        if any(map(_answers, ranked[:JUDGED])):
            good = [m for m in ranked if m.score >= best * RELATIVE_FLOOR]
            rest = ranked[len(good) : MAX_NEAR] if len(good) < MAX_NEAR else []
            return Found(good, rest, aside, corrected)
        return Found([], ranked[:MAX_NEAR], aside, corrected)

    def _rank(
        self, query: str, typed: list[str], concepts: list[Concept]
    ) -> tuple[list[Match], list[Match]]:
        """The first pages, and the first of what stands aside and covers the query."""
        among = self._candidates(concepts)
        held = self.fields.judge(typed, concepts, among)
        alike = self.likeness.similar(tokens(query)[:MAX_WORDS], among)
        said = self.sayings.judge(typed, concepts, among)
        bonus = self._bonus(typed, concepts)
        close = (number for number, (best, _) in alike.items() if best >= FAINT)
        scores = []
        for number in {**held.values, **said, **dict.fromkeys(close)}:
            closest, title = alike.get(number, UNLIKE)
            score = LIKENESS * closest + TITLE * title + SAID * said.get(number, 0.0)
            if number in held.values:
                value = held.values[number] * held.coverage[number]
                score += FIELDS * value * bonus.get(number, 1.0)
            scores.append((score * self.documents[number][1], number))
        scores.sort(key=itemgetter(0), reverse=True)
        return self._first(scores, held, alike)

    def _first(
        self,
        scores: list[tuple[float, int]],
        held: FieldEvidence,
        alike: dict[int, tuple[float, float]],
    ) -> tuple[list[Match], list[Match]]:
        """What may be shown of documents in their order."""
        pages: list[Match] = []
        aside: list[Match] = []
        for score, number in scores:
            slug, closest = self.documents[number][0], alike.get(number, UNLIKE)[0]
            share = held.coverage.get(number, 0.0)
            if number not in self.asides:
                part, most = pages, MAX_RESULTS
            elif share >= ASIDE_COVERAGE:
                part, most = aside, MAX_ASIDE
            else:
                continue
            if len(part) < most:
                part.append(Match(slug, score, share, closest, held.stems(number)))
        return pages, aside

    def _candidates(self, concepts: list[Concept]) -> set[int] | None:
        """The documents worth ranking; None for all of them."""
        if self.candidates is None:
            return None
        return self.candidates.find(
            (roots, trust.score)
            for concept in concepts
            for roots, trust in concept.items()
        )

    def _bonus(self, typed: list[str], concepts: list[Concept]) -> dict[int, float]:
        """Documents whose title or keyword is the query, or whose title begins so."""
        whole = tuple(stem(word) for word in typed)
        bonus = dict.fromkeys(self.starts.get(whole, ()), 1 + START_BONUS)
        endings = [roots for roots in concepts[-1] if len(roots) == 1]
        for phrase in [whole, *(whole[:-1] + ending for ending in endings)]:
            for number in self.phrases.get(strong(phrase), ()):
                bonus[number] = 1 + PHRASE_BONUS
        return bonus


def _note(known: dict[Roots, tuple[int, ...]], roots: Roots, number: int) -> None:
    known[roots] = (*known.get(roots, ()), number)


def _answers(match: Match) -> bool:
    """Whether a document may be announced as the answer."""
    return match.coverage >= RESULT_COVERAGE or match.likeness >= SURE


def _is_named(aside: Match, ranked: list[Match]) -> bool:
    """Whether what stands aside is called as the query is, and the best page is not:
    « mon espace santé » is no espace prévention."""
    return aside.likeness >= NAMED and not (ranked and ranked[0].likeness >= SURE)


def _weighted_stems(text: DocumentWords) -> list[str]:
    """Every stem of a document, those of its phrases twice."""
    head = stems_of([*chain(*text.phrases)])
    return [*head, *head, *stems_of(text.body)]
