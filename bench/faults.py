"""Readers while things break: `python -m bench.faults SECONDS`.

64 readers ask pages, tools and searches of a live server without a pause. In turn: the
database is moved away, locked, filled with noise; the snapshot is cut in half; the disk
is full (as root, on a small disk in memory); workers are reloaded, then killed; 2,000
slow clients hold their connection; bodies are huge; the whole server is killed. No
reader may get an answer outside 2xx and 3xx, an editor gets a sentence in French and
keeps the text typed, and nothing needs a hand afterwards. More words choose among the
faults; `planted` asks a page that is not there: the loop must then fail."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.desk_races import SLUG, Editor, form
from bench.portal import Portal, wait
from bench.readers import PATHS, Readers

SLOW = 2000
# two losses closer than this are a crash loop: the server gives up, systemd starts it
APART = 6.5  # seconds
RELOAD = 23  # seconds to replace two workers, one after the other


class Faults:
    """Each method breaks something, waits, and mends nothing that mends itself."""

    def __init__(self, portal: Portal, seconds: float) -> None:
        self.portal, self.seconds = portal, seconds
        self.base = portal.data / "guide.sqlite3"
        self.editor = Editor(portal.base, "e0")
        self.path = self.editor.place(SLUG)
        self.form = form(self.editor.get(self.path))

    def nothing(self) -> str:
        time.sleep(self.seconds / 4)
        return ""

    def gone(self) -> str:
        away = self.base.with_name("ailleurs")
        self.base.rename(away)
        time.sleep(self.seconds)
        away.rename(self.base)
        return ""

    def locked(self) -> str:
        link = sqlite3.connect(self.base, isolation_level=None)
        link.execute("BEGIN EXCLUSIVE")
        said = self.refused("verrouillée")
        time.sleep(self.seconds)
        link.execute("ROLLBACK")
        link.close()
        return said

    def corrupt(self) -> str:
        """Noise over the whole file, put right by `restore` as the README says."""
        copy = self.portal.data / "copie"
        self.portal.command("backup", str(copy))
        with self.base.open("r+b") as file:
            file.write(os.urandom(400_000))
        self.base.with_name("guide.sqlite3-wal").write_bytes(os.urandom(50_000))
        time.sleep(self.seconds)
        self.portal.command("restore", str(copy))
        copy.unlink()
        os.kill(self.portal.server.running.pid, signal.SIGHUP)
        time.sleep(RELOAD)
        return ""

    def torn_snapshot(self) -> str:
        file = self.portal.data / "snapshot.json"
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        time.sleep(self.seconds / 4)
        file.write_bytes(whole)
        return ""

    def disk_full(self) -> str:
        """Filled to the last byte; what an editor is told, and what is kept."""
        filler = self.portal.data / "plein"
        before = self.portal.state()[SLUG]
        with filler.open("wb", buffering=0) as file:
            for size in (1_000_000, 4096, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue
        said = self.refused("disque plein")
        time.sleep(self.seconds / 2)
        filler.unlink()
        if self.portal.state()[SLUG] != before:
            said += " une partie a été écrite"
        return said

    def refused(self, when: str) -> str:
        """What is wrong in how an editor's save was refused; '' when all is right."""
        words = f"Texte tapé pendant « {when} »."
        status, page = self.editor.post(self.path, self.form | {"summary": words})
        kept = "Texte tapé pendant" in page
        french = "Rien n" in page and "enregistré" in page
        if status == 503 and kept and french:
            return ""
        return f"{when} : {status}, gardé {kept}, français {french}"

    def reloads(self) -> str:
        for _ in range(10):
            os.kill(self.portal.server.running.pid, signal.SIGHUP)
            time.sleep(max(self.seconds / 10, RELOAD))
        return ""

    def slow_clients(self) -> str:
        """2,000 connections that send one byte a second and never finish."""
        links = []
        for _ in range(SLOW):
            link = socket.create_connection(("127.0.0.1", self.portal.port), timeout=5)
            link.sendall(b"POST /code-personnel/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
            links.append(link)
        end = time.monotonic() + self.seconds / 2
        while time.monotonic() < end:
            for link in links:
                with contextlib.suppress(OSError):
                    link.send(b"x")
            time.sleep(1)
        for link in links:
            link.close()
        return ""

    def huge_bodies(self) -> str:
        """Bodies of 30 MB announced or sent: refused, and the memory stays."""
        before, said = self.portal.server.memory, ""
        body = b"code=" + b"x" * 30_000_000
        for _ in range(20):
            try:
                status = self.editor.ask("/code-personnel/", body)[0]
            except OSError:  # closed before the end: refused without reading it
                status = 413
            if status not in (400, 413):
                said = f"corps énorme : {status}"
        grown = self.portal.server.memory - before
        return said or (f"mémoire +{grown:.0f} Mo" if grown > 150 else "")


def kills(portal: Portal, times: int) -> str:
    """Workers killed one after the other: how long the server is then silent."""
    worst = 0.0
    for _ in range(times):
        os.kill(portal.server.pids[-1], signal.SIGKILL)
        begun = time.monotonic()
        time.sleep(0.02)
        wait(portal.base)
        worst = max(worst, time.monotonic() - begun)
        time.sleep(APART)
    print(f"  de retour après un arrêt forcé : {worst:.2f} s au plus")
    return "" if worst < 1 else f"de retour en {worst:.2f} s"


def master(portal: Portal) -> str:
    """The first process killed alone, then started again, as systemd does."""
    os.kill(portal.server.running.pid, signal.SIGKILL)
    time.sleep(0.1)
    portal.server.kill()
    portal.start(workers=2)
    return ""


def small_disk(folder: Path) -> bool:
    """Makes `folder` a disk of 64 MB in memory, where that is allowed."""
    words = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True).returncode == 0


def during(name: str, fault: Callable[[], str], readers: Readers, strict: bool) -> int:
    """One fault under the eyes of the readers; 1 when something was wrong."""
    readers.look()
    said = fault()
    time.sleep(0.3)
    total, bad, slowest = readers.look()
    wrong = said or (strict and bad)
    print(
        f"{'FAUTE ' if wrong else ''}{name:14} {total:7} réponses, "
        f"hors 2xx-3xx : {dict(bad) or 0}, la plus longue {slowest:.2f} s {said}",
        flush=True,
    )
    return 1 if wrong else 0


def main(seconds: float, *asked: str) -> int:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    mounted, failed = small_disk(folder), 0
    portal = Portal(folder, GUIDE_HTTPS="", GUIDE_TWO_FACTOR="")
    try:
        portal.prepare("e0")
        portal.start(workers=2)
        faults, readers = Faults(portal, seconds), Readers(portal.port)
        if "planted" in asked:
            PATHS.append("/page-qui-n-existe-pas/")
        names = ["nothing", "gone", "locked", "corrupt", "torn_snapshot"]
        names += ["disk_full"] * mounted + ["reloads", "slow_clients", "huge_bodies"]
        for name in [n for n in names if n in asked] or names:
            failed += during(name, getattr(faults, name), readers, strict=True)
        failed += during("kills", lambda: kills(portal, 10), readers, strict=False)
        failed += during("master", lambda: master(portal), readers, strict=False)
        failed += during("after", faults.nothing, readers, strict=True)
        readers.stop()
        told = json.loads(portal.command("state"))["integrity"]
        print(f"base à la fin : {told} ; {failed} fautes")
    except OSError as error:
        failed += 1
        print(f"FAUTE le site ne répond plus : {error}")
        print((folder / "server.log").read_text("utf-8", "replace")[-3000:])
    finally:
        if portal.server:
            portal.server.kill()
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1] if sys.argv[1:] else 4), *sys.argv[2:]))
