"""What a query means: words, completions, corrections and synonyms. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import NamedTuple

from guide_portal.search.engine.analysis import (
    WEAK_STEMS,
    content_words,
    stem,
    stems_of,
    tokens,
    tokens_of,
)
from guide_portal.search.engine.lexicon import is_french
from guide_portal.search.engine.spelling import Vocabulary

SYNONYM, PREFIX, SHORT_PREFIX, FUZZY = 0.85, 0.8, 0.6, 0.75
MAX_WORDS, MAX_PHRASE = 12, 4

Roots = tuple[str, ...]


class Trust(NamedTuple):
    """How much an alternative counts in the score, and as understood."""

    score: float
    cover: float


# What stands for a word in a document: how present, what it covers, which. A plain
# tuple: hundreds are made for a query.
Alternative = tuple[float, float, Roots]
WHOLE = Trust(1, 1)  # the word itself

# One word of the query: every phrase that may stand for it, all of whose stems must be
# in the document.
Concept = dict[Roots, Trust]


class QueryLanguage:
    """The words and synonyms of the documents; `known` holds their stems."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        known: Mapping[str, object],
        synonyms: Iterable[tuple[str, ...]],
    ) -> None:
        self.vocabulary = vocabulary
        self.known = known
        self.synonyms = _synonym_table(synonyms)

    def read(self, query: str) -> list[str]:
        """The words of a query that tell something, joined or split as the guide
        writes them."""
        return self.vocabulary.rejoin(content_words(tokens(query))[:MAX_WORDS])

    def understand(
        self, typed: list[str], acronyms: frozenset[str] = frozenset()
    ) -> tuple[list[Concept], dict[str, str]]:
        """What each word may stand for, and the words corrected; acronyms stand for
        themselves alone."""
        concepts: list[Concept] = []
        changed: dict[str, str] = {}
        for position, word in enumerate(typed):
            if word in acronyms:
                concepts.append({(stem(word),): WHOLE})
                continue
            concept, better = self._concept(word, position == len(typed) - 1)
            concepts.append(concept)
            if better:
                changed[word] = better
        self._add_synonyms(typed, concepts)
        return concepts, changed

    def _concept(self, word: str, last: bool) -> tuple[Concept, str | None]:
        """What a word may stand for; with its correction, if one was made."""
        root = stem(word)
        prefix = PREFIX if len(word) > 3 else SHORT_PREFIX
        endings = self.vocabulary.completions(word) if last and len(word) > 1 else set()
        if root in self.known or (root,) in self.synonyms:
            trust = Trust(prefix * 0.5, prefix) if len(word) > 3 else Trust(0, 0)
            found: Concept = {(e,): trust for e in endings if trust.score}
            return found | {(root,): WHOLE}, None
        if endings:
            # a French word is whole: what it begins ranks, and covers nothing
            cover = 0 if is_french(word) else prefix
            return {(ending,): Trust(prefix, cover) for ending in endings}, None
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


def best_of(
    concept: Concept,
    postings: Mapping[str, Mapping[int, float]],
    among: set[int] | None = None,
) -> dict[int, Alternative]:
    """For each document, its best alternative."""
    best: dict[int, Alternative] = {}
    for roots, trust in concept.items():
        for number, held in _holding(roots, postings, among):
            value = trust.score * held
            known = best.get(number)
            if known is None or value > known[0]:
                best[number] = value, trust.cover, roots
    return best


def _holding(
    roots: Roots,
    postings: Mapping[str, Mapping[int, float]],
    among: set[int] | None,
) -> Iterable[tuple[int, float]]:
    """The documents that hold all of a phrase, and how present it is there."""
    first, *others = [postings.get(root, {}) for root in roots]
    numbers = first.keys() if among is None else first.keys() & among
    if not others:
        return first.items() if among is None else [(n, first[n]) for n in numbers]
    for other in others:
        numbers = numbers & other.keys()
    return [
        (n, sum([held[n] for held in (first, *others)]) / len(roots)) for n in numbers
    ]


def strong(roots: Roots) -> Roots:
    """A phrase without its weak words."""
    if WEAK_STEMS.isdisjoint(roots):
        return roots
    return tuple(root for root in roots if root not in WEAK_STEMS) or roots


def _synonym_table(groups: Iterable[tuple[str, ...]]) -> dict[Roots, list[Roots]]:
    """Each phrase, as stems, with the phrases that mean the same."""
    groups = list(groups)
    folded = iter(tokens_of([*chain.from_iterable(groups)]))
    table: dict[Roots, list[Roots]] = defaultdict(list)
    for group in groups:
        found = dict.fromkeys(map(stems_of, islice(folded, len(group))))
        phrases = [phrase for phrase in found if phrase]
        for phrase in phrases:
            table[phrase] += [other for other in phrases if other != phrase]
    return dict(table)
