"""The front: an RSGI application over the page cache and Django. Kept pages leave from
the event loop; a thread is held only once the whole request is there."""

import io
import logging
import time
from typing import Any

from django.conf import settings

from content.operations.rate_limit import TokenBucket
from content.operations.security_log import log_event
from guide_portal.serving import bodies
from guide_portal.serving.access_log import log_answer
from guide_portal.serving.bare_answers import ALIVE, bare
from guide_portal.serving.hosts import our_host
from guide_portal.serving.lanes import BusyError, Lane
from guide_portal.serving.page_cache import PageCache
from guide_portal.serving.variants import Environ, WholeResponse, negotiated

logger = logging.getLogger("guide.front")
failures = TokenBucket(size=5, rate=1)
LIVE = "/livez"  # of the event loop itself: threads that are busy are not dead
LONGEST_PATH = 400  # characters: no page of ours is longer
LONGEST_ADDRESS = 16_000  # with its query: every fiche and every tick on one sheet
# what the environment of a request calls otherwise, or has no use for: a part of a
# file is never sent, a whole one is
APART = {"content-type", "content-length", "transfer-encoding", "range", "host"}


class Front:
    """What the server calls for each request; `waits` are the beginnings of addresses
    whose answers may wait for the database."""

    def __init__(self, cache: PageCache, waits: tuple[str, ...]) -> None:
        self.cache, self.waits = cache, waits
        self.readers, self.desk = Lane("readers"), Lane("desk")
        # a setting costs two microseconds each time it is read
        self.hosts = tuple(settings.ALLOWED_HOSTS)
        self.private = f"/{settings.DESK_PATH}"
        self.one_address = bool(settings.PUBLIC_ADDRESS)
        self.behind_proxy = bool(settings.SECURE_PROXY_SSL_HEADER)
        self.files, self.logs = settings.STATIC_URL, settings.ACCESS_LOG

    async def __call__(self, scope: Any, protocol: Any) -> None:
        begun = time.perf_counter()
        try:
            status, headers, body = await self.answer(scope, protocol)
        except bodies.RefusedBodyError as error:
            status, headers, body = bare(error.status)
        except BusyError:
            status, headers, body = bare(503)
        except Exception:
            if failures.take("answer"):
                logger.exception("request failed")
            status, headers, body = bare(500)
        if scope.method == "HEAD" or not body:
            protocol.response_empty(status, headers)
        else:
            protocol.response_bytes(status, headers, body)
        if self.logs:
            log_answer(scope.method, scope.path, status, time.perf_counter() - begun)

    async def answer(self, scope: Any, protocol: Any) -> WholeResponse:
        """The whole answer. Raises RefusedBodyError, BusyError."""
        if scope.proto != "http":
            return bare(400)
        headers = scope.headers
        host = our_host(scope, headers, self.hosts)
        if not host:
            log_event("host_refused")
            return bare(400)
        path, query = scope.path, scope.query_string
        if path == LIVE:
            return ALIVE
        if len(path) + len(query) > LONGEST_ADDRESS:
            return bare(414)
        if query or not self.same_for_all(scope.method, path, headers):
            lane = self.desk if path.startswith(self.waits) else self.readers
            body = await received(protocol, headers, lane is self.desk)
            environ = environ_of(scope, headers, host, body)
            return await lane.run(self.cache.fresh, environ)
        key = path, self.origin(scope, headers, host, path)
        page = self.cache.find(key)
        if page is None:
            environ = environ_of(scope, headers, host, b"")
            return await self.readers.run(self.cache.make, environ, key)
        return negotiated(
            page, headers.get("accept-encoding") or "", headers.get("if-none-match")
        )

    def same_for_all(self, method: str, path: str, headers: Any) -> bool:
        """Whether the answer may be one that everyone gets."""
        return (
            method in ("GET", "HEAD")
            and len(path) <= LONGEST_PATH
            and not headers.get("hx-request")
            and not path.startswith(self.private)
        )

    def origin(self, scope: Any, headers: Any, host: str, path: str) -> str:
        """What the bytes of a page depend on beside its path: the address printed in
        it, when it is the one the visitor used."""
        if self.one_address or path.startswith(self.files):
            return ""
        scheme = scope.scheme
        if self.behind_proxy:
            scheme = headers.get("x-forwarded-proto") or scheme
        return f"{scheme}://{host}"


async def received(protocol: Any, headers: Any, at_the_desk: bool) -> bytes:
    """The body, if any. A reader's form that says it is too long is not read: the
    tool says so in its own page. Raises RefusedBodyError."""
    if not bodies.has_body(headers):
        return b""
    limit = bodies.LARGE if at_the_desk and headers.get("cookie") else bodies.SMALL
    declared = headers.get("content-length")
    if not declared or "transfer-encoding" in headers:
        raise bodies.RefusedBodyError(411)  # one that breaks off would look whole
    if int(declared) > limit:
        if at_the_desk:
            raise bodies.RefusedBodyError(413)
        return b""
    body = await bodies.read_body(protocol, limit)
    if len(body) != int(declared):
        raise bodies.RefusedBodyError(400)  # the visitor left: nothing is worth doing
    return body


def octets(text: str) -> str:
    """A text as WSGI wants it: one character for each byte of its UTF-8."""
    return text.encode("utf-8", "replace").decode("latin-1")


def environ_of(scope: Any, headers: Any, host: str, body: bytes) -> Environ:
    """The same request for a WSGI application."""
    name, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": octets(scope.path),
        "QUERY_STRING": octets(scope.query_string),
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "HTTP_HOST": host,
        "CONTENT_TYPE": headers.get("content-type") or "",
        # what was said, or what came
        "CONTENT_LENGTH": headers.get("content-length") or str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return environ | received_headers(headers)


def received_headers(headers: Any) -> Environ:
    """What a WSGI application reads of the headers, several of one name in one. A
    header whose name holds an underscore is left out: it would pass for another."""
    found: Environ = {}
    for header, value in headers.items():
        if header in APART or "_" in header:
            continue
        key = "HTTP_" + header.upper().replace("-", "_")
        if key in found:
            value = found[key] + ("; " if header == "cookie" else ",") + value
        found[key] = value
    return found
