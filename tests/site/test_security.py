"""What keeps intruders out and personal texts nowhere; docs/securite.md leans on it."""

import time
from pathlib import Path

import pytest

from procedures.tools import requests
from tests.support.commands import attempt, manage
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")


def test_no_other_site_may_read_an_answer(server):
    """Save the open data, made for that; nothing of the desk."""
    for path in ("/", "/recherche/?q=rib", "/code-personnel/", "/gestion/login/"):
        answer = server.ask(path, Origin="https://evil.example")
        assert answer.headers["Access-Control-Allow-Origin"] is None, path


@pytest.mark.parametrize("path", ["/code-personnel/", "/avis/"])
def test_a_foreign_form_is_refused(server, path):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for more in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = server.ask(path, "POST", "code=a&page=b", **form, **more)
        assert answer.status == 403
        assert "autre site" in answer.body.decode()


def test_trace_is_refused(server):
    for path in ("/", "/code-personnel/", "/static/icon.svg"):
        assert server.ask(path, "TRACE").status in (403, 405)


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.env", "/static/", "/static/js/", "/manage.py", "/var/"),
        *("/static/..%2fguide.sqlite3", "/static/%2e%2e/secret-key", "/snapshot.json"),
        *("/content/guide/creation.yaml", "/metrics", "/server-status"),
    ],
)
def test_nothing_but_the_site_is_served(server, path):
    answer = server.ask(path)
    assert answer.status in (400, 404)
    assert b"Index of" not in answer.body and b"slug:" not in answer.body


def test_deployment_checks_pass():
    more = {"GUIDE_HTTPS": "1", "GUIDE_SECRET_KEY": "Zq7-" * 15 + "abcdefghij"}
    done = attempt("check", "--deploy", "--fail-level", "WARNING", **more)
    assert done.returncode == 0, done.stderr


def test_a_tool_asked_too_often_waits_and_reading_never_does(reader, monkeypatch):
    monkeypatch.setattr(requests.tool_requests, "size", 3)
    monkeypatch.setattr(requests.tool_requests, "rate", 0.001)
    answers = [reader.post("/code-personnel/", {"code": "a"}) for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    assert "attendez un instant" in answers[-1].content.decode()
    for _ in range(10):
        assert reader.get("/guide/creer-compte-ameli/").status_code == 200


def test_the_visitor_behind_a_web_server_is_the_one_it_names(
    reader, monkeypatch, settings
):
    monkeypatch.setattr(requests.tool_requests, "size", 1)
    monkeypatch.setattr(requests.tool_requests, "rate", 0.001)

    def status(forwarded: str) -> int:
        return reader.get(
            "/code-personnel/", HTTP_X_FORWARDED_FOR=forwarded
        ).status_code

    # nobody in front: what a visitor claims changes nothing
    assert [status("1.1.1.1"), status("2.2.2.2")] == [200, 429]
    requests.tool_requests.held.clear()
    settings.TRUSTED_PROXIES = 1
    assert [status("1.1.1.1"), status("2.2.2.2")] == [200, 200]
    # the last is the one that our own web server wrote
    assert status("9.9.9.9, 1.1.1.1") == 429


NIR = "1 85 04 75 116 042 38"
CODE = "Zorglub-8-Code!"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_a_sensitive_text_leaves_no_trace(tmp_path):
    """Through every field and address that takes a text; then the whole folder of the
    portal is searched: database, journal, logs, snapshot."""
    served = Server(tmp_path / "data", GUIDE_ACCESS_LOG="1")
    try:
        for text in (NIR, CODE, NIR.replace(" ", "")):
            sent = text.replace(" ", "+")
            addresses = [f"/recherche/?q={sent}", f"/recherche.json?q={sent}"]
            addresses += [f"/recherche/suggestions/?q={sent}", f"/f/?{sent}"]
            addresses += [f"/feuille-de-route/?fiche={sent}&nom={sent}&note={sent}"]
            addresses += [f"/guide/creer-compte-ameli/?fait={sent}"]
            addresses += [
                f"/guide/changer-nom-usage/delais/quinze-jours/?depuis={sent}"
            ]
            for address in addresses * 4:  # a failed search is kept from the third on
                served.ask(address, Referer=served.address + address)
            check = "/guide/inscrire-coordonnees-bancaires/verifier/"
            for path in ("/code-personnel/", "/gestion/login/", "/fichiers/", check):
                body = f"code={sent}&tentative={sent}&password={sent}&login={sent}"
                answer = served.ask(path, "POST", body, **FORM)
                assert text not in answer.body.decode()
        served.ask("/avis/", "POST", f"page=code-oublie&texte=Mon+NIR+{NIR}", **FORM)
        time.sleep(1.5)
        manage("state", data=str(served.data))
    finally:
        served.stop()
    digits = NIR.replace(" ", "")
    for path in Path(served.data).rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            for text in (NIR, digits, CODE, digits[:13], NIR.replace(" ", "+")):
                assert text.encode() not in raw, (path, text)
