"""The judged queries, and how a search answers them: the desk tries a remedy on them,
the bench compares engines. Pure."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Development sets: `dev` by the authors of the search, `wild` by others, whose `kind`
# is a register (SMS, dictation, another language…); kind `out`: no page answers.
SETS = {"dev": "queries.json", "wild": "queries_wild.json"}
Search = Callable[[str], tuple[list[str], list[str]]]


class Case(NamedTuple):
    """A query with the slugs of the pages that answer it."""

    query: str
    kind: str
    relevant: tuple[str, ...]


class JudgedQuery(NamedTuple):
    """One query with the ranks found for it (from 1; 0 for none)."""

    query: str
    kind: str
    rank: int
    shown: list[str]
    has_results: bool

    @property
    def failed(self) -> bool:
        """Whether a page is announced off the subject."""
        return self.kind == "out" and self.has_results


@cache
def judged(name: str) -> list[Case]:
    """The queries of a development set."""
    text = (Path(__file__).parent / SETS[name]).read_text(encoding="utf-8")
    return [Case(c["query"], c["kind"], tuple(c["relevant"])) for c in json.loads(text)]


def evaluate(search: Search, cases: list[Case] | None = None) -> list[JudgedQuery]:
    """Runs every query, those of all development sets unless others are given;
    `search` gives the slugs of results and of near pages."""
    if cases is None:
        cases = [case for name in SETS for case in judged(name)]
    return [_judge(case, *search(case.query)) for case in cases]


def _judge(case: Case, results: list[str], near: list[str]) -> JudgedQuery:
    shown = results + near
    ranks = [n for n, slug in enumerate(shown, 1) if slug in case.relevant]
    rank = min(ranks, default=0)
    return JudgedQuery(case.query, case.kind, rank, shown, bool(results))
