"""What is searched, and what a search finds. Pure."""

from typing import NamedTuple


class IndexedDocument(NamedTuple):
    """What is searched of one page; each keyword is a phrase. `prior` multiplies its
    scores: 1 for a page, less for a list of pages. `questions` are sentences that
    ask what the page answers; `phrasings` what people say, which rank and never
    count for coverage."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    body: str
    prior: float = 1.0
    questions: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()


class Match(NamedTuple):
    """A document found, its score, and the stems that found it."""

    slug: str
    score: float
    coverage: float
    stems: frozenset[str]


class Found(NamedTuple):
    """One ranked list in two parts: `matches` is empty when nothing covers the query
    well enough, and all is then `near`."""

    matches: list[Match]
    near: list[Match]
    corrected: str | None
