"""The layer above all others that keeps the finished bytes of each public page and
file: plain, gzip and brotli, made once per snapshot by asking the layers below."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

from content.snapshot import store

MAX_PAGES = 5000  # addresses, each with its host
SMALLEST = 800  # bytes: less is not worth compressing
COMPRESSIBLE = re.compile(
    r"text/|application/(?:json|ld\+json|xml|opensearch)|image/svg"
)
# levels: once for ever, once per snapshot, at each request
BEST, BROTLI, GZIP, FAST = 11, 9, 9, 4
# 64 KB seen at once: a page takes 0.4 ms instead of 6, and as many bytes
WINDOW = 16

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


class WholeResponse(NamedTuple):
    """What Django answered, whole."""

    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return next((v for n, v in self.headers if n.lower() == name), "")


class Variant(NamedTuple):
    """A page in one encoding, ready to leave; `unchanged` are the headers of a 304."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


class PageCache:
    """A WSGI application in front of all the others."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.snapshot: store.Snapshot | None = None
        self.pages: dict[tuple[str, str, str], dict[str, Variant]] = {}

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        variants = self._kept(environ)
        if variants is None:
            return self._fresh(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        variant = next(v for name, v in variants.items() if accepts(accepted, name))
        if variant.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", variant.unchanged)
            return []
        start_response("200 OK", variant.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]

    def _kept(self, environ: Environ) -> dict[str, Variant] | None:
        """The variants of the page asked, made now if need be; None when the page is
        not the same for everyone."""
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or environ.get("QUERY_STRING")
            or environ.get("HTTP_HX_REQUEST")
        ):
            return None
        try:
            snapshot = store.current_snapshot()
        except store.NoSnapshotError:
            return None
        if snapshot is not self.snapshot:
            self.snapshot, self.pages = snapshot, {}
        scheme, host = environ["wsgi.url_scheme"], environ.get("HTTP_HOST", "")
        key = environ.get("PATH_INFO", ""), host, scheme
        kept = self.pages.get(key)
        return kept if kept is not None else self._make(environ, key)

    def _make(
        self, environ: Environ, key: tuple[str, str, str]
    ) -> dict[str, Variant] | None:
        plain = {k: v for k, v in environ.items() if k not in CONDITIONS}
        answer = self._ask(plain | {"REQUEST_METHOD": "GET"})
        public = "public" in answer.header("cache-control")
        whole = answer.status.startswith("200") and not answer.header("set-cookie")
        if not (public and whole and len(self.pages) < MAX_PAGES):
            return None
        self.pages[key] = variants_of(answer)
        return self.pages[key]

    def _fresh(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """What is answered to this visitor alone, compressed when it is worth it."""
        answer = self._ask(environ)
        worth = len(answer.body) >= SMALLEST and COMPRESSIBLE.match(
            answer.header("content-type")
        )
        headers = [h for h in answer.headers if h[0].lower() != "content-length"]
        body = answer.body
        if worth and not (
            answer.header("content-encoding") or answer.header("content-range")
        ):
            headers = varying(headers)
            if accepts(environ.get("HTTP_ACCEPT_ENCODING", ""), "gzip"):
                body = gzip.compress(body, FAST)
                # the same text in other bytes: its mark is no longer exact
                headers = [
                    (n, "W/" + v if n == "ETag" and v[:2] != "W/" else v)
                    for n, v in headers
                ] + [("Content-Encoding", "gzip")]
        if not answer.status.startswith(("304", "204")):
            headers.append(("Content-Length", str(len(body))))
        start_response(answer.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _ask(self, environ: Environ) -> WholeResponse:
        started: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers]

        result = self.application(environ, start)
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        return WholeResponse(started[0], started[1], body)


CONDITIONS = {
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"),
    "HTTP_ACCEPT_ENCODING",
}
BODY_HEADERS = {"content-type", "content-length", "content-encoding"}  # in a 304


@lru_cache(maxsize=500)
def accepts(header: str, encoding: str) -> bool:
    """Whether an Accept-Encoding takes this encoding; plain text always is."""
    if encoding == "identity":
        return True
    found = re.search(rf"(?:^|[\s,]){encoding}\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)", header)
    return bool(found) and float(found.group(1) or 1) > 0


def variants_of(answer: WholeResponse) -> dict[str, Variant]:
    """The page in every encoding, the smallest first."""
    bodies = {"identity": answer.body}
    if len(answer.body) >= SMALLEST and COMPRESSIBLE.match(
        answer.header("content-type")
    ):
        for_ever = "immutable" in answer.header("cache-control")
        level = {"quality": BEST} if for_ever else {"quality": BROTLI, "lgwin": WINDOW}
        bodies = {
            "br": brotli.compress(answer.body, **level),
            "gzip": gzip.compress(answer.body, GZIP, mtime=0),
        } | bodies
    digest = hashlib.sha256(answer.body).hexdigest()[:20]
    return {name: _variant(answer, name, digest, body) for name, body in bodies.items()}


def _variant(answer: WholeResponse, encoding: str, digest: str, body: bytes) -> Variant:
    replaced = ("etag", "content-length")
    headers = [h for h in varying(answer.headers) if h[0].lower() not in replaced]
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    etag = f'"{digest}-{encoding}"'
    headers += [("ETag", etag), ("Content-Length", str(len(body)))]
    unchanged = [h for h in headers if h[0].lower() not in BODY_HEADERS]
    return Variant(etag, headers, unchanged, body)


def varying(headers: Headers) -> Headers:
    """The headers, saying that the answer depends on the encodings accepted."""
    others = [value for name, value in headers if name.lower() == "vary"]
    kept = [h for h in headers if h[0].lower() != "vary"]
    return [*kept, ("Vary", ", ".join([*others, "Accept-Encoding"]))]
