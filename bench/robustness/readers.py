"""Readers who never pause: what they ask, and what they were answered."""

import http.client
import threading
import time
from collections import Counter

READERS = 64
PATHS = [
    *("/", "/guide/creer-compte-ameli/", "/guide/payer-creance/", "/depannage/"),
    *("/recherche/?q=carte+vitale", "/recherche/suggestions/?q=car", "/lexique/"),
    *("/guide/creer-compte-ameli/?fait=rib", "/static/icon.svg", "/contacts/"),
    *("/feuille-de-route/?fiche=payer-creance", "/actualites.atom", "/readyz"),
]


class Readers:
    """64 readers; what they were answered since the last look."""

    def __init__(self, port: int) -> None:
        self.port, self.answers, self.going = port, Counter(), True
        self.slowest = 0.0
        self.lock = threading.Lock()
        self.threads = [
            threading.Thread(target=self._read, args=(n,), daemon=True)
            for n in range(READERS)
        ]
        for thread in self.threads:
            thread.start()

    def _read(self, place: int) -> None:
        link, number = self._link(), place
        while self.going:
            number += 1
            path, begun = PATHS[number % len(PATHS)], time.monotonic()
            visitor = {"X-Forwarded-For": f"10.{place}.{number // 900 % 250}.1"}
            for _attempt in (1, 2):
                try:
                    link.request("GET", path, headers=visitor)
                    answer = link.getresponse()
                    answer.read()
                    status = answer.status
                    break
                except (OSError, http.client.HTTPException) as error:
                    # a connection kept open may end between two requests: every
                    # browser asks once more, on a new one
                    link.close()
                    link, status = self._link(), type(error).__name__
            with self.lock:
                self.answers[status] += 1
                self.slowest = max(self.slowest, time.monotonic() - begun)
        link.close()

    def _link(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)

    def look(self) -> tuple[int, Counter, float]:
        """How many answers, those that were no page, the longest wait in seconds."""
        with self.lock:
            answers, self.answers = self.answers, Counter()
            slowest, self.slowest = self.slowest, 0.0
        bad = Counter(
            {s: n for s, n in answers.items() if isinstance(s, str) or s >= 400}
        )
        return answers.total(), bad, slowest

    def stop(self) -> None:
        self.going = False
        for thread in self.threads:
            thread.join(20)
