"""What is searched, and what a search finds. Pure."""

from typing import NamedTuple


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
