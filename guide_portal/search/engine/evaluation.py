"""The judged queries, and how a search answers them: the desk tries a remedy on them,
the bench compares engines. Pure."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

QUERIES = Path(__file__).parent / "queries.json"
Search = Callable[[str], tuple[list[str], list[str]]]


class JudgedQuery(NamedTuple):
    """One query with the ranks found for it (from 1; 0 for none)."""

    query: str
    kind: str
    rank: int
    shown: list[str]
    has_results: bool


def evaluate(search: Search) -> list[JudgedQuery]:
    """Runs every query; `search` gives the slugs of results and of near pages."""
    found = []
    for case in json.loads(QUERIES.read_text(encoding="utf-8")):
        results, near = search(case["query"])
        ranked = results + near
        ranks = [n for n, slug in enumerate(ranked, 1) if slug in case["relevant"]]
        rank = min(ranks, default=0)
        found.append(
            JudgedQuery(case["query"], case["kind"], rank, ranked, bool(results))
        )
    return found
