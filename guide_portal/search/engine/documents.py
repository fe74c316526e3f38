"""What is searched, and what a search finds. Pure."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from guide_portal.search.engine.analysis import tokens_of


class IndexedDocument(NamedTuple):
    """What is searched of one page; each keyword is a phrase. `prior` multiplies its
    scores: 1 for a page, less for a list of pages. `questions` are sentences that
    ask what the page answers; `phrasings` what people say, which rank and never
    count for coverage. What stands `aside` answers what no page does, and is no page
    itself."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    body: str
    prior: float = 1.0
    questions: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()
    aside: bool = False


class DocumentWords(NamedTuple):
    """The folded words of a document, text by text."""

    title: list[str]
    keywords: list[list[str]]
    questions: list[list[str]]
    phrasings: list[list[str]]
    body: list[str]

    @property
    def phrases(self) -> Iterator[list[str]]:
        """Everything that a query may be beside, the title first."""
        for words in (self.title, *self.keywords, *self.questions, *self.phrasings):
            if words:
                yield words


def words_of(documents: list[IndexedDocument]) -> list[DocumentWords]:
    """The words of every document: all their texts are folded at once."""
    texts = [
        text
        for d in documents
        for text in (d.title, *d.keywords, *d.questions, *d.phrasings, d.body)
    ]
    found = iter(tokens_of(texts))
    return [
        DocumentWords(
            next(found),
            list(islice(found, len(d.keywords))),
            list(islice(found, len(d.questions))),
            list(islice(found, len(d.phrasings))),
            next(found),
        )
        for d in documents
    ]


class Match(NamedTuple):
    """A document found, its score, the share of the query it holds, its likeness to
    what is called or said so, and the stems that found it."""

    slug: str
    score: float
    coverage: float
    likeness: float
    stems: frozenset[str]


class Found(NamedTuple):
    """One ranked list in two parts: `matches` is empty when nothing covers the query
    well enough, and all is then `near`. `aside` covers the query, first when it does so
    better than any page: the query is then off the subject.
    `corrected`: word typed → word of the guide, folded."""

    matches: list[Match]
    near: list[Match]
    aside: list[Match]
    corrected: dict[str, str]
