"""Readers who never pause, each question on a connection of its own: what a newcomer
meets. Nothing is asked twice, every failure counts once."""

import http.client
import threading
import time
from collections import Counter
from typing import NamedTuple

READERS = 64
TIMEOUT = 15  # seconds
PATHS = [
    *("/", "/guide/creer-compte-ameli/", "/guide/payer-creance/", "/depannage/"),
    *("/recherche/?q=carte+vitale", "/recherche/suggestions/?q=car", "/lexique/"),
    *("/guide/creer-compte-ameli/?fait=rib", "/static/icon.svg", "/contacts/"),
    *("/feuille-de-route/?fiche=payer-creance", "/actualites.atom", "/readyz"),
]


class Look(NamedTuple):
    """What readers were answered since the last look; seconds."""

    total: int
    bad: Counter  # no page: statuses from 400 on, and what cut the connection
    p99: float
    slowest: float


class Readers:
    """64 readers, until they are told to stop."""

    def __init__(self, port: int) -> None:
        self.port, self.going = port, True
        self.met: list[tuple[int | str, float]] = []
        self.lock = threading.Lock()
        self.threads = [
            threading.Thread(target=self._read, args=(n,), daemon=True)
            for n in range(READERS)
        ]
        for thread in self.threads:
            thread.start()

    def _read(self, place: int) -> None:
        number = place
        while self.going:
            number += 1
            # as many visitors as addresses: a count per address hides nothing
            source = f"127.{50 + place}.{number // 250 % 250}.{1 + number % 250}"
            met = self._ask(PATHS[number % len(PATHS)], source)
            with self.lock:
                self.met.append(met)

    def _ask(self, path: str, source: str) -> tuple[int | str, float]:
        begun = time.monotonic()
        link = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=TIMEOUT, source_address=(source, 0)
        )
        try:
            link.request("GET", path)
            answer = link.getresponse()
            answer.read()
            status: int | str = answer.status
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
        finally:
            link.close()
        return status, time.monotonic() - begun

    def look(self) -> Look:
        with self.lock:
            met, self.met = self.met, []
        waits = sorted(seconds for _, seconds in met) or [0.0]
        bad = Counter(s for s, _ in met if isinstance(s, str) or s >= 400)
        return Look(len(met), bad, waits[int(len(waits) * 0.99)], waits[-1])

    def stop(self) -> None:
        self.going = False
        for thread in self.threads:
            thread.join(20)
