"""What every answer carries, static files and errors included."""

import json
import re
import socket
import subprocess
import sys

import pytest

from guide_portal import views
from tests.support.commands import environment
from tests.support.paths import ROOT
from tests.support.portal import public_paths
from tests.support.server import Server, assert_armoured

pytestmark = pytest.mark.usefixtures("published")

ADDRESSES = [
    ("/", 200),
    ("/guide/creer-compte-ameli/", 200),
    ("/guide/code-oublie/", 301),
    ("/depannage/", 301),
    ("/nexiste-pas/", 404),
    ("/static/css/site.css", 200),
    ("/static/nexiste-pas.css", 404),
    ("/livez", 200),
    ("/qr/code-oublie.svg", 200),
]


@pytest.mark.parametrize(("path", "status"), ADDRESSES)
def test_every_answer_carries_the_security_headers(server, path, status):
    answer = server.ask(path)
    assert answer.status == status
    assert_armoured(answer)


def test_every_public_address_carries_security_headers_and_checked_scripts(server):
    for path in public_paths(server.address):
        answer = server.ask(path)
        assert_armoured(answer)
        policy = answer.headers["Content-Security-Policy"]
        assert "; script-src 'self'; style-src 'self' 'sha256-" in policy, path
        scripts = re.findall(r"<script src=[^>]*>", answer.body.decode())
        assert all(' integrity="sha384-' in script for script in scripts), path


def test_a_foreign_host_gets_a_plain_french_page(server):
    answer = server.ask("/", Host="evil.example")
    assert answer.status == 400
    assert "Adresse illisible" in answer.body.decode()
    assert answer.headers["Content-Security-Policy"]


def test_static_files_keep_for_ever_under_their_hashed_name(server):
    html = server.ask("/").body.decode()
    path = html.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = server.ask(path, **{"Accept-Encoding": "br"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /recherche/?q=%00%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /guide/" + b"a" * 3000 + b"/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /guide/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/../secret-key HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /recherche/?q=" + b"%20" * 3000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_a_malformed_address_never_breaks_the_server(server, raw):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as link:
        link.sendall(raw)
        status = int(link.recv(4000).split()[1])
    assert status in (200, 301, 400, 404, 414)


def test_an_unforeseen_error_is_a_french_page_without_a_trace(client, monkeypatch):

    def broken(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views, "search", broken)
    client.raise_request_exception = False
    answer = client.get("/recherche/?q=code")
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 405),
        ("/guide/payer-creance/", 405),
        ("/gestion/login/", 403),
        ("/xyz/", 404),
    ],
)
def test_a_post_where_none_is_expected_is_refused_plainly(server, path, status):
    answer = server.ask(path, method="POST", body="a=b")
    assert answer.status == status
    assert b"DEBUG" not in answer.body
    assert answer.headers["Set-Cookie"] is None


def test_the_log_holds_a_line_per_answer_and_nothing_of_a_person(tmp_path):
    own = Server(tmp_path, GUIDE_ACCESS_LOG="1")
    try:
        own.ask("/recherche/?q=185017512345678", Cookie="a=secret")
        own.ask("/feuille-de-route/?fiche=code-oublie")
        own.ask("/code-personnel/", method="POST", body="code=Zorglub75!")
        own.ask("/guide/zorg/")
    finally:
        own.stop()
    log = (tmp_path / "log").read_text("utf-8")
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    told = [(line["path"], line["status"]) for line in lines][-4:]
    assert told == [
        *(("/recherche/", 302), ("/feuille-de-route/", 200)),
        *(("/code-personnel/", 200), ("/guide/…", 404)),
    ]
    facts = {"method", "path", "status", "ms"}
    assert set(lines[-1]) == facts | {"time", "name", "level", "event"}
    for personal in ("185017", "secret", "code-oublie", "Zorglub", "127.0.0.1"):
        assert personal not in "".join(map(json.dumps, lines))


def test_the_smoke_test_passes_here_and_says_what_is_wrong_elsewhere(server):
    def smoke(address: str):
        words = [sys.executable, "-m", "bench.quality.smoke", address]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True)

    assert smoke(server.address).stdout.endswith(" 0 défaut(s)\n")
    elsewhere = smoke(server.address + "/nexiste-pas")
    assert elsewhere.returncode == 1


READS_ALL = """
import sys
from django.test import Client
from guide_portal import rsgi
import re
reader = Client(headers={"host": "localhost"})
found = re.findall("<loc>http://localhost(.+?)</loc>", reader.get("/sitemap.xml").text)
assert len(found) > 80
for path in [*found, "/recherche/?q=rib", "/nexiste-pas/", "/depannage"]:
    reader.get(path)
print(" ".join(sys.modules))
"""


def test_a_process_that_serves_readers_alone_never_loads_the_desk():
    """Nor what only a large guide or a computed date needs: 25 MB of each process."""
    done = subprocess.run(
        [sys.executable, "-c", READS_ALL],
        cwd=ROOT,
        env=environment() | {"DJANGO_SETTINGS_MODULE": "guide_portal.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    heavy = {"cryptography", "fido2", "guide_portal.admin", "guide_portal.admin_urls"}
    heavy |= {"tantivy", "holidays", "icalendar", "psycopg"}
    assert "guide_portal.views" in loaded
    assert heavy & loaded == set()
