"""Sessions of staff, and the security log: who came in, what was refused."""

import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from content.operations import security_log
from tests.support.portal import PASSWORD

SIGN_IN = "/gestion/login/"


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
    told = [r for r in caplog.records if r.name == "guide.security"]
    assert [one.getMessage() for one in told] == [
        *("login", "logout", "login_refused", "request_refused"),
    ]
    assert told[0].account and told[3].path == "/code-personnel/"
    lines = "".join(str(vars(one)) for one in told)
    assert "zorglub" not in lines and "essai" not in lines


def test_a_flood_of_refusals_does_not_fill_the_log(reader, caplog):
    for _ in range(60):
        reader.post(
            "/code-personnel/", {"code": "a"}, headers={"Origin": "https://x.fr"}
        )
    assert 1 <= len(caplog.records) <= 5
