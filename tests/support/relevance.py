"""Figures of the search over judged queries: a bench prints them, a test holds them."""

from collections.abc import Callable
from typing import NamedTuple

from content.snapshot import store
from guide_portal.search.engine.evaluation import JudgedQuery


class Score(NamedTuple):
    """Figures over a set of queries; each is a share from 0 to 1."""

    first: float
    three: float
    mrr: float
    zero: float
    false: float


def score(cases: list[JudgedQuery]) -> Score:
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
    from guide_portal.search.guide_index import search  # once Django is set up

    snapshot = store.current_snapshot()

    def run(query: str) -> tuple[list[str], list[str]]:
        answer = search(snapshot, query).as_data()
        results, near = answer["results"], answer["near"]
        return [r["slug"] for r in results], [r["slug"] for r in near]

    return run
