"""The portal asked as visitors ask it: a server of its own, or its front in here."""

import asyncio
import http.client
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from django.core.wsgi import get_wsgi_application
from django.db import connections

from guide_portal.serving.front import Front
from guide_portal.serving.page_cache import PageCache
from guide_portal.serving.security_headers import SecurityHeaders
from tests.support.commands import environment, manage
from tests.support.paths import ROOT
from tests.support.portal import Process, free_port, wait


class Answer(NamedTuple):
    """What came back, byte for byte."""

    status: int
    headers: Message
    body: bytes


def exchange(
    host: str, port: int, path: str, method: str = "GET", body=None, **headers: str
) -> Answer:
    """One raw question and its answer, redirects not followed."""
    link = http.client.HTTPConnection(host, port, timeout=10)
    try:
        link.request(method, path, body, headers)
        answer = link.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        link.close()


class Server:
    """A server of the portal in a process of its own, asked at `host`."""

    def __init__(
        self, data: Path, database: str = "", host: str = "127.0.0.1", **own: str
    ) -> None:
        self.data, self.database, self.host = data, database, host
        self.own = {"GUIDE_HOSTS": f"localhost,127.0.0.1,{host}"} | own
        self.port = free_port()
        self.address = f"http://{host}:{self.port}"
        # what this process published; of it, another database has the files alone
        left = ("*.sqlite3*", "snapshot*") if database else ("test.sqlite3*",)
        published, kept = os.environ["GUIDE_DATA"], shutil.ignore_patterns(*left)
        shutil.copytree(published, data, ignore=kept, dirs_exist_ok=True)
        if database:
            manage("prepare", data=str(data), database=database)
        self.start()

    def start(self) -> None:
        with (self.data / "log").open("ab") as log:
            self.process = Process(
                [
                    *(
                        sys.executable,
                        "-m",
                        "guide_portal.serving.launcher",
                        "--prepared",
                    ),
                    *("--host", self.host, "--port", str(self.port)),
                    *("--workers", "1"),
                ],
                cwd=ROOT,
                env=environment(str(self.data), self.database) | self.own,
                stderr=log,
            )
        wait(self.address)

    def ask(self, path: str, method: str = "GET", body=None, **headers: str) -> Answer:
        return exchange(self.host, self.port, path, method, body, **headers)

    def stop(self) -> None:
        self.process.stop()


def assert_armoured(answer) -> None:
    """The headers of every answer, each once."""
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    if not (answer.headers["Content-Type"] or "").startswith("text/css"):
        assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert answer.headers.get_all("Cross-Origin-Opener-Policy") == ["same-origin"]
    assert answer.headers.get_all("Referrer-Policy") == ["same-origin"]
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"] is None


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
        self.response_bytes(status, headers, b"")


async def asked(front: Front, path: str, parts=(), pause=0.0, **request) -> Told:
    """One request to the front and its answer."""
    given = request.pop("headers", [])
    pairs = [*(given.items() if isinstance(given, dict) else given)]
    if not any(name.lower() == "host" for name, _ in pairs):
        pairs.append(("Host", "testserver"))
    if parts and not any(name.lower() == "content-length" for name, _ in pairs):
        pairs.append(("Content-Length", str(sum(map(len, parts)))))
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
