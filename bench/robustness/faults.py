"""Readers while things break: `python -m bench.robustness.faults SECONDS`.

64 readers ask pages, tools and searches of a live server without a pause. In turn: the
database is moved away, locked, filled with noise; the snapshot is cut in half; the disk
is full (as root, on a small disk in memory); workers are reloaded, then killed; 2,000
slow clients hold their connection; bodies are huge; the whole server is killed. Then
PostgreSQL is stopped, and the clock jumps (by libfaketime). No reader may get an answer
outside 2xx and 3xx, an editor gets a sentence in French and keeps the text typed, and
nothing needs a hand afterwards. More words choose among the faults; `planted` asks a
page that is not there: the loop must then fail."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.robustness.fault_scenarios import CLOCK, Breakages
from bench.robustness.readers import PATHS, Readers
from tests.support.cluster import Cluster, binaries, cluster
from tests.support.portal import Portal

ON_SQLITE = [
    *("nothing", "gone", "locked", "corrupt", "torn_snapshot", "disk_full", "reloads"),
    *("slow_clients", "huge_bodies", "kills", "master"),
]
LOUD = {"kills", "master"}  # what is being answered then is cut short


def small_disk(folder: Path) -> bool:
    """Makes `folder` a disk of 64 MB in memory, where that is allowed."""
    words = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True).returncode == 0


def during(name: str, fault: Callable[[], str], readers: Readers, strict: bool) -> int:
    """One fault under the eyes of the readers; 1 when something was wrong."""
    readers.look()
    said = fault()
    time.sleep(0.3)
    total, bad, p99, slowest = readers.look()
    wrong = said or (strict and bad)
    print(
        f"{'FAUTE ' if wrong else ''}{name:14} {total:7} réponses, "
        f"hors 2xx-3xx : {dict(bad) or 0}, p99 {p99:.2f} s, la plus longue "
        f"{slowest:.2f} s {said}",
        flush=True,
    )
    return 1 if wrong else 0


def watch(portal: Portal, names: list[str], seconds: float, *more: Cluster) -> int:
    """The faults, one after the other, on a server of its own; how many went wrong."""
    portal.prepare("e0")
    portal.start(workers=2)
    try:
        breakages, readers = Breakages(portal, seconds, *more), Readers(portal.port)
        failed = 0
        for name in [*names, "nothing"]:
            fault = getattr(breakages, name)
            failed += during(name, fault, readers, strict=name not in LOUD)
        readers.stop()
        told = json.loads(portal.command("state"))["integrity"]
        print(f"base à la fin : {told} ; {failed} fautes")
        return failed + (told != "ok")
    except OSError as error:
        print(f"FAUTE le site ne répond plus : {error}")
        print((portal.data / "server.log").read_text("utf-8", "replace")[-3000:])
        return 1
    finally:
        portal.server.kill()


def on_sqlite(seconds: float, asked: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    mounted = small_disk(folder)
    names = [n for n in ON_SQLITE if n in asked and (mounted or n != "disk_full")]
    try:
        return watch(Portal(folder), names, seconds) if names else 0
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def on_postgres(seconds: float) -> int:
    if not binaries():
        print("stopped : pas essayé, PostgreSQL est absent")
        return 0
    with tempfile.TemporaryDirectory() as name, cluster() as running:
        portal = Portal(Path(name) / "data", running.fresh())
        return watch(portal, ["stopped"], seconds, running)


def out_of_time(seconds: float) -> int:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if not library:
        print("clock : pas essayé, libfaketime est absent")
        return 0
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data")
        portal.data.mkdir()
        (portal.data / CLOCK).write_text("+0", "utf-8")
        portal.environment |= {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(portal.data / CLOCK),
            "FAKETIME_CACHE_DURATION": "1",
            # sleeps and time-outs go by another clock, which nothing sets
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        return watch(portal, ["clock"], seconds)


def main(seconds: float, *asked: str) -> int:
    if "planted" in asked:
        PATHS.append("/page-qui-n-existe-pas/")
    every = [*ON_SQLITE, "stopped", "clock"]
    names = [n for n in every if n in asked] or every
    failed = on_sqlite(seconds, names)
    failed += on_postgres(seconds) if "stopped" in names else 0
    failed += out_of_time(seconds) if "clock" in names else 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1] if sys.argv[1:] else 4), *sys.argv[2:]))
