"""Two machines behind a load balancer, their database on a third: each a network
namespace of its own where the system allows them."""

import shutil
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.cluster import Cluster, binaries, cluster
from tests.support.commands import manage
from tests.support.editor import SLUG, Editor, form
from tests.support.paths import GUIDE
from tests.support.portal import PASSWORD, free_port
from tests.support.server import Answer, Server, exchange
from tests.support.serving.network import BINARY, Host, network, nginx

pytestmark = pytest.mark.usefixtures("published")

PAGE = "/guide/payer-creance/"


class Site(NamedTuple):
    """The database's machine, the two that serve, the one in front."""

    base: Host
    database: Cluster
    hosts: list[Host]
    servers: list[Server]
    front: Host
    port: int

    def ask(self, path: str) -> Answer:
        """One question to the load balancer."""
        with self.front.seat():
            return exchange(self.front.address, self.port, path)

    def on_one(self, *command: str) -> str:
        """A command run on the first machine."""
        one = self.servers[0]
        with self.hosts[0].seat():
            return manage(*command, data=str(one.data), database=one.database)

    def publish(self, folder: Path, word: str) -> None:
        guide = Path(shutil.copytree(GUIDE, folder))
        path = guide / "demarches.yaml"
        text = path.read_text("utf-8").replace("Rembourser ce que", f"{word} ce que")
        path.write_text(text, "utf-8")
        self.on_one("load_guide", str(guide), "--force", "file")


def balancer(front: Host, servers: list[Server]) -> tuple[str, int]:
    """In turn to each, to the next when one is away, in nginx's words; its port."""
    port = free_port()
    upstream = " ".join(f"server {s.host}:{s.port};" for s in servers)
    return (
        f"upstream guide {{ {upstream} }}\n"
        f"server {{ listen {front.address}:{port}; location / {{\n"
        "proxy_pass http://guide; proxy_set_header Host 127.0.0.1;\n"
        "proxy_connect_timeout 1s; proxy_read_timeout 5s;\n"
        "add_header X-Served-By $upstream_addr; } }\n"
    ), port


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not binaries() or not BINARY:
        pytest.skip(
            "PostgreSQL ou nginx absent : apt-get install postgresql nginx-light"
        )
    with ExitStack() as stack:
        base, one, two, front = stack.enter_context(network("base", "a", "b", "front"))
        with base.seat():
            database = stack.enter_context(cluster(base.address))
            address = database.fresh()
        servers = []
        for host in (one, two):
            with host.seat():
                folder = tmp_path_factory.mktemp("machine")
                servers.append(Server(folder, address, host.address))
            stack.callback(servers[-1].stop)
        http, port = balancer(front, servers)
        with front.seat():
            web = nginx(tmp_path_factory.mktemp("front"), http)
        stack.callback(web.kill)
        made = Site(base, database, [one, two], servers, front, port)
        for _ in range(50):
            try:
                made.ask("/livez")
                break
            except OSError:
                time.sleep(0.1)
        yield made


def test_a_publication_is_seen_behind_the_balancer_within_a_second(site, tmp_path):
    site.publish(tmp_path / "guide", "Zorglubier")
    time.sleep(1.3)  # a second, and the time to write the file
    answers = [site.ask(PAGE) for _ in range(20)]
    assert all(b"Zorglubier" in answer.body for answer in answers)
    assert len({answer.headers["X-Served-By"] for answer in answers}) == 2


def test_readers_and_editors_are_answered_when_the_base_is_cut_off(site, monkeypatch):
    """What is sent to it gets lost: nothing says no, and nobody may wait for ever."""
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", PASSWORD)
    site.on_one("create_staff", "marie", "--role", "administrateur")
    with site.hosts[0].seat():
        editor = Editor(site.servers[0].address, "marie")
        path = editor.place(SLUG)
        typed = form(editor.get(path)) | {"summary": "Un résumé gardé."}
    if not site.base.cut():
        site.database.stop("immediate")
    try:
        with site.hosts[0].seat():
            status, told = editor.post(path, typed)
        assert status == 503 and "Un résumé gardé." in told
        for page in ("/", PAGE, "/recherche/?q=vitale", "/code-personnel/") * 5:
            assert site.ask(page).status == 200
    finally:
        if not site.base.mend():
            site.database.start()
    for _ in range(100):
        with site.hosts[0].seat():
            if editor.post(path, typed)[0] == 200:
                return
        time.sleep(0.2)
    pytest.fail("the machine did not find its database again")


def test_readers_read_on_when_a_machine_dies(site):
    site.servers[1].process.kill()
    try:
        for page in ("/", PAGE, "/recherche/?q=vitale") * 5:
            assert site.ask(page).status == 200
    finally:
        with site.hosts[1].seat():
            site.servers[1].start()
