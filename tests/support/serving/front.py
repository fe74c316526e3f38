"""The front of the portal asked in here, as the server asks it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from django.core.wsgi import get_wsgi_application
from django.db import connections

from guide_portal.serving.front import Front
from guide_portal.serving.page_cache import PageCache
from guide_portal.serving.security_headers import SecurityHeaders


class Counting:
    """Django, counting the requests that reach it."""

    def __init__(self):
        self.application, self.asked = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.application(environ, start_response)


@contextmanager
def front_over_django():
    """The front, over a Django that counts (`front.django.asked`)."""
    connections.close_all()  # what another test left open
    django = Counting()
    made = Front(PageCache(SecurityHeaders(django)), waits=("/gestion/", "/avis/"))
    made.django = django
    yield made
    for lane in (made.readers, made.desk):
        lane.pool.submit(connections.close_all).result()
        lane.pool.shutdown()


class Told(NamedTuple):
    """What the front answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Headers:
    """Headers as granian gives them: names in small letters, several of one name."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = [(name.lower(), value) for name, value in pairs]

    def __contains__(self, name: str) -> bool:
        return any(name == one for one, _ in self.pairs)

    def get(self, name: str, default=None):
        return next((value for one, value in self.pairs if one == name), default)

    def get_all(self, name: str) -> list[str]:
        return [value for one, value in self.pairs if one == name]

    def items(self) -> list[tuple[str, str]]:
        return self.pairs


class Scope:
    """One request."""

    proto, http_version, scheme, authority = "http", "1.1", "http", None
    server, client = "127.0.0.1:80", "127.0.0.1:4000"

    def __init__(self, path: str, method: str, query: str, headers: Headers) -> None:
        self.path, self.query_string = path, query
        self.method, self.headers = method, headers


class Protocol:
    """Gives the body in these parts, each after `pause` seconds; keeps the answer."""

    def __init__(self, parts: list[bytes], pause: float = 0) -> None:
        self.parts, self.pause, self.told = parts, pause, None

    async def __aiter__(self):
        for part in self.parts:
            await asyncio.sleep(self.pause)
            yield part

    def response_bytes(self, status, headers, body):
        self.told = Told(status, dict(headers), body)

    def response_empty(self, status, headers):
        self.told = Told(status, dict(headers), b"")


async def asked(front: Front, path: str, parts=(), pause=0.0, **request) -> Told:
    """One request to the front and its answer."""
    given = request.pop("headers", [])
    pairs = [*(given.items() if isinstance(given, dict) else given)]
    usual = {"Host": "testserver"}
    if parts:
        usual["Content-Length"] = str(sum(map(len, parts)))
    known = {name.lower() for name, _ in pairs}
    pairs += [
        (name, value) for name, value in usual.items() if name.lower() not in known
    ]
    method, query = request.pop("method", "GET"), request.pop("query", "")
    protocol = Protocol(list(parts), pause)
    await front(Scope(path, method, query, Headers(pairs)), protocol)
    return protocol.told


def finished(work):
    """What a coroutine gives, in a thread: the loop of a browser may run in ours."""
    return ThreadPoolExecutor(1).submit(asyncio.run, work).result()


def ask(*about, **request) -> Told:
    """The same for a test that has no loop."""
    return finished(asked(*about, **request))
