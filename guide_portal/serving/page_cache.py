"""The page cache: the finished bytes of each public page and file, compressed, made
once per snapshot by asking the layers below; bounded in bytes, the least used out."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

import brotli
from django.conf import settings

from content.snapshot import store
from guide_portal.serving.negotiation import IDENTITY
from guide_portal.serving.variants import (
    Encodings,
    Environ,
    Headers,
    WholeResponse,
    compressed,
    is_public,
    is_worth,
    negotiated,
    variant,
)

MAX_MEMORY = 24_000_000  # of a worker's memory
OVERHEAD = 4000  # bytes a page takes beside its own, for its headers and its place
# levels: a page takes 0.4 ms instead of 6 with 64 KB seen at once, and as many bytes
BROTLI, GZIP, WINDOW = 9, 9, 16
# what one visitor has or accepts: a page is made for all
CONDITIONS = {
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING"),
}

LOOK_EACH = 0.005  # seconds between two looks at the file, each a call of the system

CacheKey = tuple[str, str]


class PageCache:
    """What is kept in front of a WSGI application."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.snapshot: store.Snapshot | None = None
        self.pages: OrderedDict[CacheKey, Encodings] = OrderedDict()
        self.bytes, self.lock = 0, threading.Lock()
        self.looked = 0.0  # at the snapshot, when

    def find(self, key: CacheKey) -> Encodings | None:
        """The page kept under a key for the snapshot of now, if any."""
        now = time.monotonic()
        if now - self.looked > LOOK_EACH:
            if not self._is_current():
                return None
            self.looked = now
        page = self.pages.get(key)
        if page is not None:
            try:
                self.pages.move_to_end(key)
            except KeyError:  # put out by another thread since
                return page
        return page

    def _is_current(self) -> bool:
        """Looks whether there is another snapshot, which empties the cache; false when
        there is none at all."""
        try:
            snapshot = store.current_snapshot()
        except store.NoSnapshotError:
            return False
        if snapshot is not self.snapshot:
            with self.lock:
                self.snapshot, self.bytes = snapshot, 0
                self.pages = OrderedDict()
        return True

    def make(self, environ: Environ, key: CacheKey) -> WholeResponse:
        """Asks the layers below for a page without conditions, and keeps it when it is
        the same for everyone. Its negotiated answer."""
        page = self.find(key)
        if page is None:
            snapshot = self.snapshot
            plain = {k: v for k, v in environ.items() if k not in CONDITIONS}
            answer = self.ask(plain | {"REQUEST_METHOD": "GET"})
            if not is_public(answer):
                return compressed(answer, environ)
            page = self._page(answer, plain, key)
            if snapshot is self.snapshot:
                self._keep(key, page)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        return negotiated(page, accepted, environ.get("HTTP_IF_NONE_MATCH", ""))

    def fresh(self, environ: Environ) -> WholeResponse:
        """What is answered to this visitor alone, compressed when it is worth it."""
        return compressed(self.ask(environ), environ)

    def ask(self, environ: Environ) -> WholeResponse:
        """One question to the layers below, its answer whole."""
        started: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [int(status[:3]), headers]

        result = self.application(environ, start)
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        return WholeResponse(started[0], started[1], body)

    def _page(self, answer: WholeResponse, plain: Environ, key: CacheKey) -> Encodings:
        """The page in every encoding: files have theirs beside them on the disk."""
        bodies: dict[str, bytes] = {}
        if key[0].startswith(settings.STATIC_URL):
            for name in ("br", "gzip"):
                other = self.ask(
                    plain | {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": name}
                )
                if other.header("content-encoding") == name:
                    bodies[name] = other.body
        elif is_worth(answer):
            bodies = {
                "br": brotli.compress(answer.body, quality=BROTLI, lgwin=WINDOW),
                "gzip": gzip.compress(answer.body, GZIP, mtime=0),
            }
        if "gzip" not in bodies:
            bodies[IDENTITY] = answer.body
        digest = hashlib.sha256(answer.body).hexdigest()[:20]
        return {n: variant(answer, n, digest, body) for n, body in bodies.items()}

    def _keep(self, key: CacheKey, page: Encodings) -> None:
        with self.lock:
            if key in self.pages:
                return
            self.pages[key] = page
            self.bytes += size_of(page)
            while self.bytes > MAX_MEMORY:
                _, oldest = self.pages.popitem(last=False)
                self.bytes -= size_of(oldest)


def size_of(page: Encodings) -> int:
    return OVERHEAD + sum(len(one.body) for one in page.values())
