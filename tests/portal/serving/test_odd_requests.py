"""Requests that no browser makes, and what an outsider broke with them: odd cookies,
bodies, hosts, origins, numbers."""

import time

import pytest
from django.test import Client

TOOL = "/code-personnel/"
PAGE = "/guide/creer-compte-ameli/"
BACKSLASHES = 'a="' + "\\" * 30_000 + '"'


def test_a_body_that_does_not_say_its_length_is_refused_whole_or_cut(front, ask):
    # what breaks off in the middle looks like a shorter text
    for path in (TOOL, "/avis/", "/gestion/content/synonym/add/"):
        for length in ({"Content-Length": ""}, {"Content-Length": "9"}):
            chunked = {"Transfer-Encoding": "chunked"} | length
            told = ask(path, [b"code=Ab1x"], method="POST", headers=chunked)
            assert told.status == 411 and told.headers["Connection"] == "close"
    assert front.django.asked == 0


@pytest.mark.parametrize("path", ["/recherche/", "/avis/", "/nulle-part/", PAGE])
def test_a_reader_who_sends_a_cookie_is_read_without_it(ask, path):
    # the database is not at hand here: a session looked for would fail
    for cookie in ("sessionid=" + "a" * 32, BACKSLASHES):
        begun = time.process_time()
        told = ask(path, query="q=carte", headers={"Cookie": cookie})
        assert told.status in (200, 404, 405)
        assert time.process_time() - begun < 5  # unquoted, it takes twenty


def test_the_address_of_a_host_is_written_one_way(front, ask):
    for host in ("TestServer", "testserver.", "testserver"):
        assert ask(PAGE, headers={"Host": host}).status == 200
    assert len(front.cache.pages) == 1
    for host in ("testserver:0", "testserver:99999", ""):
        assert ask(PAGE, headers={"Host": host}).status == 400
    two = [("Host", "testserver"), ("Host", "testserver")]
    assert ask(PAGE, headers=two).status == 400


def test_a_worker_at_work_is_alive(front, ask, monkeypatch):
    monkeypatch.setattr("guide_portal.serving.lanes.MAX_WAITING", 0)
    told = ask("/livez")
    assert told.status == 200 and told.body == b"ok\n"


@pytest.mark.parametrize("written", ["//[", "http://[", "https://a:b:c/", "\\"])
def test_an_origin_that_cannot_be_read_breaks_nothing(reader, written):
    for path in ("/recherche/", "/recherche/?q=carte", TOOL):
        assert reader.get(path, headers={"Referer": written}).status_code == 200
    for path in (TOOL, "/avis/", "/recherche/comptee/"):
        told = reader.post(path, {"code": "a"}, headers={"Origin": written})
        assert told.status_code == 403, path


def test_a_long_cookie_at_the_desk_is_no_cookie(staff):
    for cookie in (BACKSLASHES, "sessionid=a; " * 2000):
        begun = time.process_time()
        told = Client().get("/gestion/login/", headers={"Cookie": cookie})
        assert told.status_code == 200
        assert time.process_time() - begun < 5


@pytest.mark.parametrize("path", [
    "procedures/procedure/99999999999999999999999/change/",
    "guide_portal/feedback/?on__year=99999999999",
    "content/edition/99999999999999999999999/change/",
])  # fmt: skip
def test_a_number_that_no_database_holds_is_an_address_that_is_not(staff, path):
    staff["ada"].raise_request_exception = False
    assert staff["ada"].get(f"/gestion/{path}").status_code in (302, 400, 404)


@pytest.mark.parametrize("path", [
    *("procedures/procedure/", "content/edition/", "guide_portal/failedsearch/"),
    *("guide_portal/feedback/", "admin/logentry/"),
])  # fmt: skip
def test_a_search_of_any_length_at_the_desk_is_answered(staff, path):
    staff["ada"].raise_request_exception = False
    told = staff["ada"].get(f"/gestion/{path}", {"q": "a " * 3000})
    assert told.status_code == 200


@pytest.mark.ignore_template_errors  # allauth's own templates
@pytest.mark.parametrize("path", [
    *("", "compte/2fa/", "compte/2fa/recovery-codes/", "compte/sessions/"),
    *("compte/password/change/", "compte/reauthenticate/", "fichiers/"),
    *("login/", "procedures/procedure/1/change/", "auth/user/", "jsi18n/"),
])  # fmt: skip
def test_no_page_of_the_desk_is_kept_by_a_browser(staff, path):
    for client in (staff["rene"], staff["ada"], Client()):
        told = client.get(f"/gestion/{path}")
        assert "no-store" in told.headers["Cache-Control"], (path, told.status_code)
