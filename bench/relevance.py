"""How well the search answers judged queries: `python -m bench.relevance [-v]`.

Rank is results, then near. S@1 and S@3: share of queries with a relevant page among
the first one or three; zero: nothing at all; false: off-topic queries with a result.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import django

QUERIES = Path(__file__).parent / "queries.json"


class Score(NamedTuple):
    """Figures over a set of queries; each is a share from 0 to 1."""

    first: float
    three: float
    mrr: float
    zero: float
    false: float


class Judged(NamedTuple):
    """One query with the ranks found for it (from 1; 0 for none)."""

    query: str
    kind: str
    rank: int
    shown: list[str]
    has_results: bool


def judge(search: Callable[[str], tuple[list[str], list[str]]]) -> list[Judged]:
    """Runs every query; `search` gives the slugs of results and of near pages."""
    found = []
    for case in json.loads(QUERIES.read_text(encoding="utf-8")):
        results, near = search(case["query"])
        ranked = results + near
        ranks = [n for n, slug in enumerate(ranked, 1) if slug in case["relevant"]]
        rank = min(ranks, default=0)
        found.append(Judged(case["query"], case["kind"], rank, ranked, bool(results)))
    return found


def score(cases: list[Judged]) -> Score:
    asked = [case for case in cases if case.kind != "out"]
    out = [case for case in cases if case.kind == "out"]
    total = max(1, len(asked))
    return Score(
        sum(case.rank == 1 for case in asked) / total,
        sum(1 <= case.rank <= 3 for case in asked) / total,
        sum(1 / case.rank for case in asked if 0 < case.rank <= 10) / total,
        sum(not case.shown for case in asked) / total,
        sum(case.has_results for case in out) / max(1, len(out)),
    )


def portal() -> Callable[[str], tuple[list[str], list[str]]]:
    """The portal's own search over the published guide."""
    from content import store
    from guide_portal.index import search

    snapshot = store.current()

    def run(query: str) -> tuple[list[str], list[str]]:
        answer = search(snapshot, query)
        return [r.slug for r in answer.results], [r.slug for r in answer.near]

    return run


def main() -> None:
    cases = judge(portal())
    kinds = defaultdict(list)
    for case in cases:
        kinds[case.kind].append(case)
    for kind, group in [*sorted(kinds.items()), ("all", cases)]:
        figures = "  ".join(f"{k} {v:.3f}" for k, v in score(group)._asdict().items())
        print(f"{kind:9} {len(group):4}  {figures}")
    if "-v" in sys.argv:
        for case in cases:
            if (
                case.kind == "out"
                and case.has_results
                or case.kind != "out"
                and case.rank != 1
            ):
                print(f"{case.kind:9} {case.rank}  {case.query!r}: {case.shown[:4]}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    django.setup()
    main()
