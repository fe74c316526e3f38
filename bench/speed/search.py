"""Speed of the search as the guide grows: `python -m bench.speed.search [SIZE …]`.

Pages are recombined sentences of the guide. The judged queries are asked of our
index, of SQLite FTS5 and of tantivy used alone, in turn, in one run; times are in
milliseconds, ratios are to FTS5 of the same size.
"""

import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable

import django

from bench.search.engines import fts5, native_tantivy
from content.snapshot import store

ROUNDS = 3


def recombined(documents, size: int):
    """`size` documents: the real ones, then mixtures of their sentences."""
    from guide_portal.search.engine.documents import IndexedDocument

    draw = random.Random(7)
    sentences = [s for d in documents for s in d.body.split(" . ") if s]
    words = [w for d in documents for w in d.keywords]
    found = list(documents)
    while len(found) < size:
        body = " . ".join(draw.sample(sentences, 12))
        title = " ".join(draw.choice(sentences).split()[:8])
        keywords = tuple(draw.sample(words, 8))
        found.append(IndexedDocument(f"page-{len(found)}", title, keywords, body))
    return found[:size] if size > len(documents) else found


def ours(documents) -> Callable[[str], object]:
    from guide_portal.search.engine.ranking import Index
    from guide_portal.search.guide_index import synonyms

    return Index(documents, list(synonyms(store.current_snapshot()))).search


def measure(size: int, documents, queries: list[str]) -> None:
    pages = recombined(documents, size)
    engines, built = {}, {}
    for make in (fts5, native_tantivy, ours):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        engines[make.__name__] = make(pages)
        seconds = time.perf_counter() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        built[make.__name__] = seconds, grown / 1024
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for query in queries:
            for name, run in engines.items():
                start = time.perf_counter()
                run(query)
                times[name].append((time.perf_counter() - start) * 1000)
    base = statistics.median(times["fts5"])
    for name, taken in times.items():
        taken.sort()
        middle, last = statistics.median(taken), taken[int(len(taken) * 0.99)]
        seconds, memory = built[name]
        print(
            f"{len(pages):7} {name:14} p50 {middle:8.3f}  p99 {last:8.3f}  "
            f"ratio {middle / base:6.2f}  build {seconds:6.2f} s  +{memory:5.0f} MB"
        )


def parts(documents, queries: list[str]) -> None:
    """What each part of a search takes, and what making its index took."""
    from guide_portal.search.engine.analysis import tokens
    from guide_portal.search.engine.ranking import Index
    from guide_portal.search.guide_index import synonyms

    start = time.perf_counter()
    index = Index(documents, list(synonyms(store.current_snapshot())))
    print(f"index of {len(documents)}: {(time.perf_counter() - start) * 1000:.0f} ms")
    taken = {"understand": 0.0, "fields": 0.0, "likeness": 0.0, "sayings": 0.0}
    for query in queries:
        marks = [time.perf_counter()]
        typed = index.language.read(query)
        concepts, _ = index.language.understand(typed)
        marks.append(time.perf_counter())
        index.fields.judge(typed, concepts, None)
        marks.append(time.perf_counter())
        index.likeness.similar(tokens(query))
        marks.append(time.perf_counter())
        index.sayings.judge(typed, concepts)
        marks.append(time.perf_counter())
        for name, before, after in zip(taken, marks, marks[1:], strict=False):
            taken[name] += after - before
    told = (f"{n} {t / len(queries) * 1000:.3f}" for n, t in taken.items())
    print("mean ms a query: " + ", ".join(told))


def main() -> None:

    from guide_portal.search.engine.evaluation import SETS, judged
    from guide_portal.search.guide_index import documents as searched

    snapshot = store.current_snapshot()
    documents = searched(snapshot)
    queries = [case.query for name in SETS for case in judged(name)]
    parts(documents, queries)
    for size in map(int, sys.argv[1:] or ["65", "10000"]):
        measure(size, documents, queries)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    django.setup()
    main()
