"""What keeps intruders out and personal texts nowhere; docs/securite.md leans on it."""

import ast
import json
import re
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from content.operations import security_log
from procedures.tools import requests
from tests.support.commands import attempt, manage
from tests.support.paths import ROOT
from tests.support.portal import PASSWORD
from tests.support.server import Server

FLOORS = ("content", "procedures", "troubleshooting", "guide_portal")
MODULES = [p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py"))]
SIGN_IN = "/gestion/login/"


def spread(ranges: str) -> set[str]:
    """« 1.2 1-9 » → 1.2.1 … 1.2.9."""
    found = set()
    for line in ranges.split(";"):
        part, first, last = re.fullmatch(r"\s*([\d.]+) (\d+)-(\d+)\s*", line).groups()
        found |= {f"{part}.{n}" for n in range(int(first), int(last) + 1)}
    return found


# the numbers of levels 1 and 2
ASVS = spread(
    "1.1 1-2; 1.2 1-9; 1.3 1-11; 1.4 1-3; 1.5 1-2; 2.1 1-3; 2.2 1-3; 2.3 1-4; 2.4 1-1;"
    "3.2 1-2; 3.3 1-4; 3.4 1-6; 3.5 1-5; 3.7 1-2; 4.1 1-3; 4.2 1-1; 4.3 1-2; 4.4 1-4;"
    "5.1 1-1; 5.2 1-3; 5.3 1-2; 5.4 1-3; 6.1 1-3; 6.2 1-12; 6.3 1-4; 6.4 1-4; 6.5 1-5;"
    "6.6 1-3; 6.8 1-4; 7.1 1-3; 7.2 1-4; 7.3 1-2; 7.4 1-5; 7.5 1-2; 7.6 1-2; 8.1 1-2;"
    "8.2 1-3; 8.3 1-1; 8.4 1-1; 9.1 1-3; 9.2 1-4; 10.1 1-2; 10.2 1-2; 10.3 1-4;"
    "10.4 1-11; 10.5 1-5; 10.6 1-2; 10.7 1-3; 11.1 1-2; 11.2 1-3; 11.3 1-3; 11.4 1-4;"
    "11.5 1-1; 11.6 1-1; 12.1 1-3; 12.2 1-2; 12.3 1-4; 13.1 1-1; 13.2 1-5; 13.3 1-2;"
    "13.4 1-5; 14.1 1-2; 14.2 1-4; 14.3 1-3; 15.1 1-3; 15.2 1-3; 15.3 1-7; 16.1 1-1;"
    "16.2 1-5; 16.3 1-4; 16.4 1-3; 16.5 1-3; 17.1 1-1; 17.2 1-4; 17.3 1-2"
)
# the 106 criteria
RGAA = spread(
    "1 1-9; 2 1-2; 3 1-3; 4 1-13; 5 1-8; 6 1-2; 7 1-5; 8 1-10; 9 1-4; 10 1-14;"
    "11 1-13; 12 1-11; 13 1-12"
)
REASONS = ("fait :", "fait,", "exploitation", "sans objet", "écart", "vu :", "à faire")


def rows(name: str) -> list[tuple[list[str], str]]:
    """(numbers, proof) of each line of the tables of a document."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    found = re.findall(r"^\| (\d[\d., ]*) \|[^|]*\| (.*) \|$", text, re.M)
    return [(numbers.split(", "), proof.strip()) for numbers, proof in found]


@pytest.mark.parametrize(
    ("name", "wanted"), [("securite.md", ASVS), ("accessibilite.md", RGAA)]
)
def test_every_number_of_the_norm_has_a_test_or_a_reason(name, wanted):
    listed = [number for numbers, _ in rows(name) for number in numbers]
    assert len(listed) == len(set(listed))
    assert set(listed) == wanted
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^def (test_\w+)", sources, re.M))
    for numbers, proof in rows(name):
        tests = set(re.findall(r"`(test_\w+)`", proof))
        assert tests <= known, (numbers, tests - known)
        assert tests or proof.startswith(REASONS), (numbers, proof)


def test_no_template_switches_escaping_off():
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not re.search(r"\|\s*safe\b|autoescape\s+off|safeseq", text), path


def test_no_module_runs_text_as_code():
    """No eval, no pickle, no shell, no SQL written by hand outside a constant."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names}
                names.add(getattr(node, "module", "") or "")
                assert not names & {"pickle", "marshal", "shelve"}, path
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"eval", "exec", "os.system", "os.popen"}, path
                assert not called.endswith((".raw", ".extra", "RawSQL")), (path, called)
                shell = {k.arg for k in node.keywords if ast.unparse(k.value) == "True"}
                assert "shell" not in shell, path


def test_scripts_never_write_markup_from_text():
    for path in [*ROOT.glob("static/js/*.js"), *ROOT.glob("static/desk/*.js")]:
        text = path.read_text("utf-8")
        assert not re.search(r"\.(inner|outer)HTML\s*\+?=", text), path
        assert not re.search(r"insertAdjacentHTML|document\.write|\beval\(", text), path


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
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [status("1.1.1.1"), status("2.2.2.2")] == [200, 200]
    # the last is the one that our own web server wrote
    assert status("9.9.9.9, 1.1.1.1") == 429


@pytest.fixture(autouse=True)
def heard(caplog):
    """Each test hears the security events from the first."""
    security_log.told.held.clear()
    caplog.set_level("INFO", "guide.security")


@pytest.fixture
def editor(desk, monkeypatch):
    """A member of staff who has not signed in yet."""
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", PASSWORD)
    cache.clear()
    call_command("create_staff", "marie", role="administrateur", verbosity=0)
    return Client()


def sign_in(editor):
    return editor.post(SIGN_IN, {"login": "marie", "username": "marie",
                                 "password": PASSWORD})  # fmt: skip


def test_cookies_of_the_desk_are_locked(editor, settings):
    settings.SESSION_COOKIE_SECURE = True
    session = sign_in(editor).cookies["sessionid"]
    assert session["httponly"] and session["secure"]
    assert session["samesite"] == "Strict" and session["path"] == "/gestion/"


def test_the_session_is_new_after_signing_in(editor):
    editor.cookies["sessionid"] = "fixee-par-un-autre-0123456789abc"
    assert (
        sign_in(editor).cookies["sessionid"].value != "fixee-par-un-autre-0123456789abc"
    )


def test_signing_out_ends_the_session(editor):
    sign_in(editor)
    kept = editor.cookies["sessionid"].value
    assert editor.get("/gestion/").status_code == 200
    editor.post("/gestion/compte/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/gestion/").status_code == 302


def test_a_session_of_the_desk_is_short(editor, settings):
    settings.SESSION_COOKIE_AGE = 1
    sign_in(editor)
    assert editor.get("/gestion/").status_code == 200
    time.sleep(1.2)
    assert editor.get("/gestion/").status_code == 302


def test_who_comes_in_and_what_is_refused_is_logged_without_what_was_typed(
    editor, caplog
):
    sign_in(editor)
    editor.post("/gestion/compte/logout/")
    editor.post(SIGN_IN, {"username": "zorglub", "password": "un essai bien long"})
    editor.post(
        "/code-personnel/", {"code": "a"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    lines = [r.getMessage() for r in caplog.records if r.name == "guide.security"]
    told = [json.loads(line) for line in lines]
    assert [one["event"] for one in told] == [
        *("connexion", "déconnexion", "connexion refusée", "refus"),
    ]
    assert told[0]["account"] and told[3]["path"] == "/code-personnel/"
    assert "zorglub" not in "".join(lines) and "essai" not in "".join(lines)


def test_a_flood_of_refusals_does_not_fill_the_log(reader, caplog):
    for _ in range(60):
        reader.post(
            "/code-personnel/", {"code": "a"}, headers={"Origin": "https://x.fr"}
        )
    assert 20 <= len(caplog.records) <= 25


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
