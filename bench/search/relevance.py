"""How well the search answers judged queries: `python -m bench.search.relevance
[--peers] [--held] [-v] [FILE.json …]`.

Rank is results, then near. S@1 and S@3: share of queries with a relevant page among
the first one or three, with the 95 % interval of Wilson; zero: nothing at all; false:
off-topic queries with a result. `--held`: each page loses a third of its phrasings,
which are then asked. FILE: another judged set, of the same shape.
"""

import json
import random
import sys
from collections import defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

from bench.search import engines
from bench.search.pagefind import pagefind
from content.snapshot import store
from guide_portal.search.corpus import corpus, synonyms
from guide_portal.search.engine.evaluation import (
    SETS,
    Case,
    JudgedQuery,
    Search,
    evaluate,
    judged,
)
from guide_portal.search.engine.ranking import Index
from tests.support.relevance import portal, score

SEEDS = (1, 2, 3)
DOCUMENTED = ("procedure", "trouble", "resource", "article", "section")


def documents() -> list[Any]:
    """The pages and rubriques as the search indexes them, for engines that know no
    other kind; phrasings are among their keywords."""
    return [
        one.document._replace(
            slug=one.slug,
            keywords=(*one.document.keywords, *one.document.phrasings),
        )
        for one in corpus(store.current_snapshot()).values()
        if one.kind in DOCUMENTED
    ]


def read(path: str) -> list[Case]:
    """A judged set from a file."""
    cases = json.loads(Path(path).read_text(encoding="utf-8"))
    return [Case(c["query"], c["kind"], tuple(c["relevant"])) for c in cases]


def held_out(seed: int) -> tuple[Search, list[Case]]:
    """The search without a third of the phrasings of each page, and these to ask."""
    draw, cases, kept = random.Random(seed), [], []
    snapshot = store.current_snapshot()
    found = corpus(snapshot)
    for one in found.values():
        said = list(one.document.phrasings)
        draw.shuffle(said)
        third = len(said) // 3
        cases += [Case(text, "held", (one.slug,)) for text in said[:third]]
        kept.append(one.document._replace(phrasings=tuple(said[third:])))
    index = Index(kept, synonyms(snapshot))

    def run(query: str) -> tuple[list[str], list[str]]:
        answer = index.search(query)
        near = [*answer.aside, *answer.near]
        return ([found[m.slug].slug for m in part] for part in (answer.matches, near))

    return run, cases


def peers(cases: list[Case]) -> None:
    """The same queries asked of other engines."""
    pages = documents()
    queries = [case.query for case in cases]
    for engine in (engines.fts5, engines.native_tantivy):
        run = engine(pages)
        show(engine.__name__, evaluate(lambda q, run=run: (run(q), []), cases))
    for engine in (engines.postgresql, engines.minisearch, pagefind):
        found = engine(pages, queries)
        if isinstance(found, str):
            print(f"{engine.__name__:16} not measured: {found}")
        else:
            got = evaluate(lambda q, found=found: (found[q], []), cases)
            show(engine.__name__, got)


def interval(share: float, number: int) -> str:
    """The 95 % interval of a share (Wilson)."""
    z, n = 1.96, max(1, number)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    width = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"[{middle - width:.3f}-{middle + width:.3f}]"


def show(name: str, cases: list[JudgedQuery]) -> None:
    found = score(cases)
    asked = sum(case.kind != "out" for case in cases)
    first, three = interval(found.first, asked), interval(found.three, asked)
    print(
        f"{name:16} {len(cases):4}  S@1 {found.first:.3f} {first}  S@3 "
        f"{found.three:.3f} {three}  mrr {found.mrr:.3f}  zero {found.zero:.3f}  "
        f"false {found.false:.3f}"
    )


def report(name: str, cases: list[Case]) -> list[JudgedQuery]:
    """The figures of a set, register by register."""
    found = evaluate(portal(), cases)
    kinds = defaultdict(list)
    for case in found:
        kinds[case.kind].append(case)
    for kind, group in sorted(kinds.items()):
        show(f"  {kind}", group)
    show(name, found)
    return found


def main() -> None:
    files = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    sets = {name: judged(name) for name in SETS} | {f: read(f) for f in files}
    for name, cases in sets.items():
        found = report(Path(name).stem, cases)
        if "--peers" in sys.argv:
            peers(cases)
        for case in found if "-v" in sys.argv else ():
            if case.failed or case.kind != "out" and case.rank != 1:
                print(f"{case.kind:9} {case.rank}  {case.query!r}: {case.shown[:4]}")
    if "--held" in sys.argv:
        for seed in SEEDS:
            show(f"held-out {seed}", evaluate(*held_out(seed)))


if __name__ == "__main__":
    main()
