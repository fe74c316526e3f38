"""Fault scenarios: what `faults.py` breaks under readers, one method a fault."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.support.cluster import Cluster
from tests.support.editor import SLUG, Editor, form
from tests.support.portal import ROOT, Portal, wait

GUIDE = ROOT / "content" / "guide"
SLOW = 2000
# two losses closer than this are a crash loop: the server gives up, systemd starts it
APART = 6.5  # seconds
CLOCK = "horloge"  # the file that says how far the clock is
RELOAD = 23  # seconds to replace two workers, one after the other


class Breakages:
    """Each method breaks something and waits; it says what was wrong, or nothing."""

    def __init__(
        self, portal: Portal, seconds: float, cluster: Cluster | None = None
    ) -> None:
        self.portal, self.seconds, self.cluster = portal, seconds, cluster
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

    def stopped(self) -> str:
        """PostgreSQL stopped under the server, then started again."""
        self.cluster.stop("immediate")
        said = self.refused("base arrêtée")
        time.sleep(self.seconds)
        self.cluster.start()
        for _ in range(100):
            if self.editor.post(self.path, self.form)[0] in (200, 409):
                return said
            time.sleep(0.2)
        return said + " la base n'a pas été retrouvée"

    def clock(self) -> str:
        """A year ahead, two days back, then right again; what is published meanwhile
        is seen. libfaketime alone, without a jump, makes a reader wait for seconds."""
        clock, page = self.portal.data / CLOCK, f"{self.portal.base}/guide/{SLUG}/"
        said = ""
        for jump in ("+365d", "-2d", "+0"):
            clock.write_text(jump, "utf-8")
            time.sleep(max(self.seconds / 3, 2))
            word = f"Horloge{jump}"
            self.publish(word)
            time.sleep(1.5)
            if word.encode() not in urllib.request.urlopen(page).read():
                said += f" {jump} : publication pas vue"
        return said

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
        """2,000 connections of a byte a second: headers or bodies that never end."""
        links = []
        start = b"POST /code-personnel/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for place in range(SLOW):
            link = socket.create_connection(("127.0.0.1", self.portal.port), timeout=5)
            link.sendall(start + (b"X: ", b"Content-Length: 900\r\n\r\n")[place % 2])
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

    def kills(self) -> str:
        """Workers killed one after the other: how long the server is then silent."""
        worst = 0.0
        for _ in range(10):
            os.kill(self.portal.server.pids[-1], signal.SIGKILL)
            begun = time.monotonic()
            time.sleep(0.02)
            wait(self.portal.base)
            worst = max(worst, time.monotonic() - begun)
            time.sleep(APART)
        print(f"  de retour après un arrêt forcé : {worst:.2f} s au plus")
        return "" if worst < 1 else f"de retour en {worst:.2f} s"

    def master(self) -> str:
        """The first process killed alone, then started again, as systemd does."""
        os.kill(self.portal.server.running.pid, signal.SIGKILL)
        time.sleep(0.1)
        self.portal.server.kill()
        self.portal.start(workers=2)
        return ""

    def publish(self, word: str) -> None:
        """The summary of a page with another word, from files."""
        with tempfile.TemporaryDirectory() as name:
            guide = Path(shutil.copytree(GUIDE, Path(name) / "guide"))
            path = guide / "demarches.yaml"
            path.write_text(path.read_text("utf-8").replace("Rembourser", word))
            self.portal.command("load_guide", str(guide), "--force", "file")
