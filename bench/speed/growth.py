"""What everything costs as the guide grows: `python -m bench.speed.growth [PAGES …]`.

The guide of a size is the real one, its pages copied under other names until there are
enough. For each size, with the commands and the server of a real run: loading, loading
again unchanged, exporting, the snapshot written by who publishes and taken in by who
reads, a page made and kept, a search, the memory of a process. Times in milliseconds
of processor; the last column says how many times more than the smallest size."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import django
import yaml

from tests.support.portal import ROOT, Portal, children_cpu

GUIDE = ROOT / "content" / "guide"
PAGES = ("creation", "demarches", "suivi", "depannage")
FORGOTTEN = ("aliases", "moved")  # a name has one page
QUERY = "/recherche/?q=carte+vitale+perdue"


def grown(folder: Path, pages: int) -> Path:
    """The guide with as many démarches, in a folder."""
    folder.mkdir()
    files = {p.stem: yaml.load(p.read_text("utf-8"), yaml.CSafeLoader) for p in
             GUIDE.glob("*.yaml")}  # fmt: skip
    real = [(name, page) for name in PAGES for page in files[name]]
    more = pages - len(real)
    for number in range(max(more, 0)):
        name, page = real[number % len(real)]
        mark = f"{number // len(real) + 2}"
        kept = {k: v for k, v in page.items() if k not in FORGOTTEN}
        changed = {
            "slug": f"{page['slug']}-{mark}",
            "title": f"{page['title']} ({mark})",
        }
        files[name].append(deepcopy(kept) | changed)
    for name, documents in files.items():
        dumped = yaml.dump(documents, Dumper=yaml.CDumper, allow_unicode=True,
                           sort_keys=False, width=1000)  # fmt: skip
        (folder / f"{name}.yaml").write_text(dumped, "utf-8")
    (folder / "registre.txt").write_bytes((GUIDE / "registre.txt").read_bytes())
    return folder


def cost(portal: Portal, *command: str) -> float:
    """Milliseconds of processor of a command, its start left out."""
    started = children_cpu(lambda: portal.command("help"))
    return (children_cpu(lambda: portal.command(*command)) - started) * 1000


def inside(portal: Portal) -> dict[str, float]:
    """What is measured in a process of the portal's own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.speed.growth", "inside"],
        cwd=ROOT,
        env=portal.environment | {"GUIDE_HOSTS": "localhost"},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def memory(portal: Portal) -> float:
    """MB of a worker that has made a few pages and searched."""
    server = portal.start()
    try:
        for path in ("/", "/guide/creer-compte-ameli/", QUERY, "/lexique/"):
            urllib.request.urlopen(portal.base + path, timeout=60).close()
        return server.memory
    finally:
        server.stop()


def measure(pages: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        guide = str(grown(folder / "guide", pages))
        portal = Portal(folder / "data")
        portal.data.mkdir()
        (portal.data / "guide.sqlite3").touch()
        portal.command("migrate")
        portal.command("collectstatic", "--no-input")
        found = {"load": cost(portal, "load_guide", guide)}
        found["load, unchanged"] = cost(portal, "load_guide", guide)
        found["export"] = cost(portal, "export_guide", str(folder / "out"))
        return found | inside(portal) | {"memory of a process, MB": memory(portal)}


def renewed(write: Callable[[], object], current: Callable[[], object]) -> object:
    """The snapshot written again and taken in, in the background when it is large."""
    old = current()
    write()
    while current() is old:
        time.sleep(0.01)
    return current()


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of processor."""
    begun = time.process_time()
    run()
    return (time.process_time() - begun) * 1000


def report() -> None:
    """Prints, as JSON, what a process of the portal takes."""
    from django.conf import settings
    from django.test import Client

    from content.publishing.snapshot_file import write_snapshot
    from content.snapshot.model import Snapshot
    from content.snapshot.store import current_snapshot
    from guide_portal.search.engine.evaluation import SETS, judged
    from guide_portal.search.guide_index import build, search

    reader = Client(headers={"host": "localhost"})
    found = {"snapshot written": timed(write_snapshot)}
    raw = settings.SNAPSHOT_FILE.read_bytes()
    found["snapshot taken in"] = timed(lambda: Snapshot(json.loads(raw)))
    snapshot = current_snapshot()
    found["search index built"] = timed(lambda: build(snapshot))
    pages = [page.address for page in list(snapshot.pages.values())[:65]]

    def read_all() -> None:
        for page in pages:
            assert reader.get(page).status_code == 200, page

    read_all()  # templates are read
    snapshot = renewed(write_snapshot, current_snapshot)
    found["65 pages made again"] = timed(read_all)
    queries = [case.query for name in SETS for case in judged(name)]
    search(snapshot, queries[0])
    searches = sorted(timed(lambda q=q: search(snapshot, q)) for q in queries)
    found["search, p50"] = statistics.median(searches)
    found["search, p99"] = searches[int(len(searches) * 0.99)]
    print(json.dumps(found))


def main(*sizes: int) -> None:
    found = {size: measure(size) for size in sizes}
    print(f"{'pages':26}", *(f"{size:>12}" for size in sizes), f"{'times':>8}")
    for name in found[sizes[0]]:
        row = [found[size][name] for size in sizes]
        print(f"{name:26}", *(f"{v:12.1f}" for v in row), f"{row[-1] / row[0]:8.1f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
        django.setup()
        report()
    else:
        main(*(map(int, sys.argv[1:]) if sys.argv[1:] else (65, 1000, 10000)))
