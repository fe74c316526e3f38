"""The front: nothing is held before a request is whole, and nothing falls."""

import asyncio
import json
import logging
import threading

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from content.operations import security_log
from guide_portal.serving import bodies
from guide_portal.serving.error_reports import Seldom
from tests.support.server import assert_armoured
from tests.support.serving.front import asked, finished

TOOL = "/code-personnel/"
PAGE = "/guide/creer-compte-ameli/"


class Headers(dict):
    """The headers of an answer, read as `assert_armoured` reads them."""

    def get_all(self, name):
        return [self[name]] if name in self else None

    def __missing__(self, name):
        return None


def assert_bare(told, status):
    assert told.status == status
    assert_armoured(told._replace(headers=Headers(told.headers)))
    assert told.headers["Cache-Control"] == "no-store"


def test_a_body_that_does_not_come_is_given_up_and_holds_nobody(front, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", dict.fromkeys(bodies.SECONDS, 2))

    async def both():
        slow = [
            asyncio.create_task(asked(front, path, [b"a", b"b"], 9, method="POST"))
            for path in (TOOL, "/gestion/login/", "/avis/", PAGE)
        ]
        await asyncio.sleep(0)
        reader = await asked(front, TOOL, [b"code=Ab1"], method="POST")
        waiting = sum(not task.done() for task in slow)
        return reader, waiting, [await task for task in slow]

    reader, waiting, given_up = finished(both())
    assert reader.status == 200 and waiting == 4
    for told in given_up:
        assert_bare(told, 408)


def test_bodies_are_bounded_one_by_one_and_together(ask, monkeypatch):
    heavy = [b"x" * 20_000] * 4
    chunked = {"Content-Length": "", "Transfer-Encoding": "chunked"}
    assert_bare(ask(TOOL, heavy, method="POST", headers=chunked), 411)
    assert_bare(ask("/gestion/login/", heavy, method="POST"), 413)
    # a tool says it in its own page, without reading
    told = ask(TOOL, heavy, method="POST")
    assert told.status == 413 and "trop long" in told.body.decode()
    monkeypatch.setattr(bodies, "MAX_HELD", 10)
    assert_bare(ask(TOOL, [b"code=Zorglub75!"], method="POST"), 503)
    assert bodies._held == 0


@pytest.mark.django_db(transaction=True)
def test_the_desk_at_work_holds_no_reader(front):
    """Whatever takes long there: a password hashed, a file read, a database away."""
    gate, inside = threading.Event(), threading.Event()

    def slow(environ, start_response):
        if environ["PATH_INFO"].startswith("/gestion/"):
            inside.set()
            gate.wait(5)
        return front.django(environ, start_response)

    front.cache.application = slow

    async def both():
        desk = asyncio.create_task(asked(front, "/gestion/login/"))
        while not inside.is_set():
            await asyncio.sleep(0.01)
        reader = await asked(front, "/recherche/", query="q=rib")
        held = not desk.done()
        gate.set()
        return reader.status, held, (await desk).status

    assert finished(both()) == (200, True, 200)


def test_half_a_body_whose_visitor_left_asks_nothing_of_django(front, ask):
    told = ask(TOOL, [b"code=Zor"], method="POST", headers={"Content-Length": "900"})
    assert told.status == 400 and front.django.asked == 0


@pytest.mark.parametrize("path", [PAGE, "/static/css/site.css", "/gestion/", TOOL])
def test_a_foreign_host_is_refused_before_anything_is_read(front, ask, path):
    for host in ("evil.example", "127.0.0.1.evil.example", "a" * 5000, "[::1", "x y"):
        assert_bare(ask(path, headers={"Host": host}), 400)
    assert front.django.asked == 0 and not front.cache.pages


@pytest.mark.parametrize("query", ["", "fait=rib"])
def test_a_layer_that_falls_gives_a_french_page_with_every_header(front, ask, query):
    def broken(environ, start_response):
        raise ValueError("secret detail")

    front.cache.application = broken
    told = ask(PAGE, query=query)
    assert_bare(told, 500)
    assert "Une erreur est survenue" in told.body.decode()
    assert b"secret" not in told.body


def test_a_header_with_an_underscore_passes_for_no_other(ask):
    assert b"<main" in ask(PAGE, headers={"HX_Request": "true"}).body
    told = ask(PAGE, query="fait=rib", headers={"X_Forwarded_For": "1.2.3.4"})
    assert told.status == 200


def test_too_many_questions_at_once_are_told_to_come_back(front, monkeypatch):
    monkeypatch.setattr("guide_portal.serving.lanes.MAX_WAITING", 0)
    told = finished(asked(front, TOOL))
    assert_bare(told, 503)


def test_a_flood_of_foreign_hosts_is_a_line_a_second(ask, caplog):
    security_log.told_seldom.held.clear()
    for place in range(300):
        ask(PAGE, headers={"Host": f"h{place}.example"})
    lines = [r.getMessage() for r in caplog.records]
    assert 1 <= len(lines) <= 4 and set(lines) == {"host_refused"}
    assert "example" not in str([vars(r) for r in caplog.records])


def test_no_address_can_pass_for_a_line_of_the_log():
    forged = 'x\n{"event": "login", "account": 1}\x1b[2J'
    formatter = settings.LOGGING["formatters"]["json"] | {}
    made = import_string(formatter.pop("()"))(formatter.pop("fmt"), **formatter)
    record = logging.makeLogRecord(
        {"msg": "answer", "path": forged, "request": "GET /?q=secret"}
    )
    line = made.format(record)
    assert "\n" not in line and "\x1b" not in line
    assert json.loads(line)["path"] == forged and "secret" not in line


def test_a_fault_that_everybody_meets_is_told_and_not_repeated():
    seldom = Seldom()
    record = logging.makeLogRecord({"name": "django.request", "lineno": 1})
    assert 20 <= sum(seldom.filter(record) for _ in range(5000)) <= 25
    other = logging.makeLogRecord({"name": "django.request", "lineno": 2})
    assert seldom.filter(other)


@pytest.mark.parametrize("sign", ["\u202e", "٣", "œ", "\ufffd", "\U0001f600"])
def test_a_query_of_raw_signs_is_answered_like_any_other(ask, sign):
    for path in ("/f/", "/feuille-de-route/", "/recherche/", TOOL):
        for method in ("GET", "POST", "TRACE"):
            assert ask(path, method=method, query=f"q=a{sign}b&{sign}").status < 500


def test_an_address_no_list_needs_is_refused_in_french(front, ask):
    for path, query in (("/" + "a" * 20_000, ""), ("/recherche/", "q=" + "." * 20_000)):
        assert_bare(ask(path, query=query), 414)
    assert front.django.asked == 0
