"""Mixed traffic at a fixed rate, and what each worker's memory does meanwhile:
`python -m bench.robustness.soak 25` (minutes). Flat after the first five: at most 3 MB
more at the end than then."""

import itertools
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.attack.newcomers import VISITS, visit
from tests.support.editor import Editor
from tests.support.portal import Portal

RATE, SENDERS = 40, 8  # questions a second, from so many at once
WARM, ALLOWED = 5, 3.0  # minutes, MB


def memory(portal: Portal) -> list[float]:
    """MB of each worker."""
    pids = portal.server.pids[1:]
    pages = [int(Path(f"/proc/{p}/statm").read_text().split()[1]) for p in pids]
    return [round(n * 4096 / 1e6, 1) for n in pages]


def traffic(portal: Portal, end: float, told: Counter) -> None:
    """One sender: a visitor after another, ticks and words that differ each time."""
    drawn, number = random.Random(), itertools.count()
    while time.monotonic() < end:
        place = next(number)
        source = f"127.{drawn.randint(60, 200)}.{drawn.randint(1, 250)}.9"
        begun = time.monotonic()
        wrong, _ = visit(portal.port, place % len(VISITS), source)
        told[wrong or "200"] += 1
        time.sleep(max(0, SENDERS / RATE - (time.monotonic() - begun)))


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data")
        portal.prepare("e0")
        portal.start(workers=2)
        told: Counter = Counter()
        end = time.monotonic() + minutes * 60
        threads = [
            threading.Thread(target=traffic, args=(portal, end, told))
            for _ in range(SENDERS)
        ]
        for thread in threads:
            thread.start()
        found = []
        try:
            editor = Editor(portal.base, "e0")
            while time.monotonic() < end:
                editor.get("/gestion/procedures/procedure/")
                found.append(memory(portal))
                print(f"{len(found) - 1:3} min {found[-1]} Mo", flush=True)
                time.sleep(60)
            for thread in threads:
                thread.join()
        finally:
            portal.server.kill()
    before = statistics.mean(found[min(WARM, len(found) - 1)])
    grown = statistics.mean(found[-1]) - before
    lost = told.total() - told["200"]
    print(f"{told.total()} réponses, {lost} perdues {dict(told)} ; {grown:+.1f} Mo")
    return 1 if lost or grown > ALLOWED else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 25))
