"""The portal asked as visitors ask it: a server in a process of its own."""

import http.client
import os
import shutil
import sys
from email.message import Message
from pathlib import Path
from typing import NamedTuple

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
