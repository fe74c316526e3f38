"""How well the search answers judged queries: `python -m bench.search.relevance
[--peers] [-v]`.

Rank is results, then near. S@1 and S@3: share of queries with a relevant page among
the first one or three; zero: nothing at all; false: off-topic queries with a result.
"""

import json
import os
import sys
from collections import defaultdict
from typing import Any

import django

from bench.search import engines
from content.snapshot import store
from guide_portal.search.engine.evaluation import QUERIES, JudgedQuery, evaluate
from tests.support.relevance import portal, score


def documents() -> list[Any]:
    """The pages as the search indexes them."""
    from guide_portal.search.guide_index import documents as searched

    sections = store.current_snapshot().sections
    names = {slug: entry.record.get("name", slug) for slug, entry in sections.items()}
    return [
        document._replace(slug=names.get(document.slug, document.slug))
        for document in searched(store.current_snapshot())
    ]


def peers() -> None:
    """The same queries asked of other engines."""
    pages = documents()
    queries = [case["query"] for case in json.loads(QUERIES.read_text("utf-8"))]
    for engine in (engines.fts5, engines.native_tantivy):
        run = engine(pages)
        show(engine.__name__, evaluate(lambda q, run=run: (run(q), [])))
    for engine in (engines.postgresql, engines.minisearch):
        found = engine(pages, queries)
        if isinstance(found, str):
            print(f"{engine.__name__:14} not measured: {found}")
        else:
            show(engine.__name__, evaluate(lambda q, found=found: (found[q], [])))


def show(name: str, cases: list[JudgedQuery]) -> None:
    figures = "  ".join(f"{k} {v:.3f}" for k, v in score(cases)._asdict().items())
    print(f"{name:14} {len(cases):4}  {figures}")


def main() -> None:
    cases = evaluate(portal())
    kinds = defaultdict(list)
    for case in cases:
        kinds[case.kind].append(case)
    for kind, group in [*sorted(kinds.items()), ("all", cases)]:
        show(kind, group)
    if "--peers" in sys.argv:
        peers()
    if "-v" in sys.argv:
        for case in cases:
            good = not case.has_results if case.kind == "out" else case.rank == 1
            if not good:
                print(f"{case.kind:9} {case.rank}  {case.query!r}: {case.shown[:4]}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    django.setup()
    main()
