"""What tests share: the real guide published once, and the real server."""

import http.client
import os
import shutil
import subprocess
import sys
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest
from django.test import Client

from bench.cluster import binaries, cluster
from bench.portal import SERVER_OPTIONS, Process, free_port, wait
from content.operations import backup
from procedures.tools import requests

# a busy machine is no fault of what is tested
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "content" / "guide"


@pytest.fixture(scope="session", autouse=True)
def published():
    """The real guide, published once in this process's data folder, beside the
    database of the tests that write."""
    manage("prepare")


def manage(*command: str, data: str = "", database: str = "") -> str:
    """What a command prints, run as an operator runs it; raises when it refuses."""
    done = attempt(*command, data=data, database=database)
    done.check_returncode()
    return done.stdout


def attempt(
    *command: str, data: str = "", database: str = "", **own: str
) -> subprocess.CompletedProcess:
    """A command, whatever it answers."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(data, database) | own,
        capture_output=True,
        text=True,
    )


def environment(data: str = "", database: str = "") -> dict[str, str]:
    """The variables of a process of the portal."""
    own = {"GUIDE_DATA": data} if data else {}
    ours = {n: v for n, v in os.environ.items() if n != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return ours | own | ({"DATABASE_URL": database} if database else {})


@pytest.fixture(autouse=True)
def fresh_counters():
    """Each test is a visitor nobody counted yet."""
    requests.tool_requests.held.clear()


@pytest.fixture
def reader():
    """A reader who has only the snapshot: any database query fails the test."""
    return Client()


@pytest.fixture
def desk(db, settings, tmp_path):
    """A database and a snapshot of the test's own, thrown away after it."""
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    # what makes a password slow to guess makes each account of a test slow to make
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Client()


@pytest.fixture
def loaded(transactional_db, desk, settings):
    """The same with the real guide in it: a copy of what this process published."""
    backup.restore(settings.DATABASE_FILE)
    shutil.copy(settings.DATA_DIR / "snapshot.json", settings.SNAPSHOT_FILE)
    return desk


@pytest.fixture
def guide_copy(tmp_path):
    """A copy of the guide's files to change at will."""
    return Path(shutil.copytree(GUIDE, tmp_path / "guide"))


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
                    *(sys.executable, "-m", "granian", "--interface", "wsgi"),
                    *("--host", self.host, "--port", str(self.port), *SERVER_OPTIONS),
                    "guide_portal.wsgi:application",
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


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL, empty."""
    if not binaries():
        pytest.skip("PostgreSQL absent : apt-get install postgresql")
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The whole portal, served as in production, on loopback."""
    running = Server(tmp_path_factory.mktemp("served"))
    yield running
    running.stop()
