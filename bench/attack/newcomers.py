"""Readers who each open a connection of their own for every page: what a visitor who
arrives during an attack meets. Every failure counts once, nothing is asked twice."""

import http.client
import threading
import time
from collections import Counter
from typing import NamedTuple

READERS = 8
PAUSE = 0.02  # seconds between two visits of one reader
TIMEOUT = 6.0  # seconds: a reader who waited this long has left
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
VISITS = [
    ("GET", "/", None),
    ("GET", "/guide/creer-compte-ameli/", None),
    ("GET", "/recherche/?q=carte+vitale", None),
    ("GET", "/static/icon.svg", None),
    ("GET", "/guide/creer-compte-ameli/?fait=rib", None),
    ("POST", "/code-personnel/", "code=Zorglub75!"),
    ("GET", "/livez", None),
    ("GET", "/contacts/", None),
]


class Look(NamedTuple):
    """What readers met since the last look; seconds."""

    visits: int
    failures: Counter
    p50: float
    p99: float

    @property
    def lost(self) -> int:
        return self.failures.total()


def visit(port: int, number: int, source: str) -> tuple[str, float]:
    """One visit on a new connection: "" or what went wrong, and the seconds it took."""
    method, path, body = VISITS[number % len(VISITS)]
    begun, wrong = time.monotonic(), ""
    link = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=TIMEOUT, source_address=(source, 0)
    )
    try:
        link.request(method, path, body, FORM if body else {})
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            wrong = str(answer.status)
    except (OSError, http.client.HTTPException) as error:
        wrong = type(error).__name__
    finally:
        link.close()
    return wrong, time.monotonic() - begun


class Newcomers:
    """Readers who come one after the other for as long as it lasts."""

    def __init__(self, port: int) -> None:
        self.port, self.going, self.lock = port, True, threading.Lock()
        self.met: list[tuple[str, float]] = []
        self.threads = [
            threading.Thread(target=self._come, args=(place,), daemon=True)
            for place in range(READERS)
        ]
        for thread in self.threads:
            thread.start()

    def _come(self, place: int) -> None:
        number = place
        while self.going:
            # as many visitors as addresses: no count per address hides a fault
            source = f"127.0.{1 + place}.{1 + number // 50 % 250}"
            met = visit(self.port, number, source)
            number += 1
            with self.lock:
                self.met.append(met)
            time.sleep(PAUSE)

    def look(self) -> Look:
        with self.lock:
            met, self.met = self.met, []
        waits = sorted(seconds for _, seconds in met) or [TIMEOUT]
        failures = Counter(wrong for wrong, _ in met if wrong)
        p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        return Look(len(met), failures, p50, p99)

    def stop(self) -> None:
        self.going = False
        for thread in self.threads:
            thread.join(TIMEOUT + 1)
