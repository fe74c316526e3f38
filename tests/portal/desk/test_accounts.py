"""Accounts of staff: how they are made, how one comes in, when one is out."""

import html
import io

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from guide_portal.desk.accounts import BEGUN

pytestmark = pytest.mark.django_db(transaction=True)


def test_create_staff_says_what_is_wrong(db, monkeypatch):
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "court")
    with pytest.raises(CommandError, match="trop court"):
        call_command("create_staff", "lea", role="redacteur")
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "CompteAmeli-Paris-75")
    with pytest.raises(CommandError, match="mots qu'on essaierait"):
        call_command("create_staff", "lea", role="redacteur")
    assert not User.objects.exists()
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "une phrase bien longue")
    call_command("create_staff", "lea", role="redacteur", stdout=io.StringIO())
    assert not User.objects.get().is_superuser
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("create_staff", "lea", role="redacteur")


def test_nobody_signs_up(desk):
    answer = desk.get("/gestion/compte/signup/")
    assert b'name="password1"' not in answer.content


def test_guessing_a_password_is_slowed_down(staff):
    client, told = Client(), ""
    for _ in range(12):
        answer = client.post("/gestion/login/", {"username": "lea", "password": "faux"})
        told = html.unescape(answer.content.decode())
    assert answer.status_code == 429 or "Trop de tentatives" in told


def test_one_signs_in_with_a_name_and_a_password(staff):
    client = Client()
    sent = {"username": "ada", "password": "une phrase bien longue"}
    answer = client.post("/gestion/login/", sent)
    assert answer.status_code == 302
    assert client.get("/gestion/").status_code == 200


def test_a_disabled_account_is_out_at_once(staff):
    User.objects.filter(username="lea").update(is_active=False)
    assert staff["lea"].get("/gestion/").status_code == 302


def test_a_session_ends_after_eight_hours_even_in_use(staff):
    staff["lea"].get("/gestion/")
    session = staff["lea"].session
    session[BEGUN] -= 8 * 3600 + 1
    session.save()
    assert "/gestion/login/" in staff["lea"].get("/gestion/").headers["Location"]
    assert Session.objects.count() < 4


@pytest.mark.ignore_template_errors  # allauth's own templates
def test_outside_local_runs_a_second_factor_is_asked(staff, settings):
    settings.TWO_FACTOR = True
    answer = staff["lea"].get("/gestion/procedures/procedure/")
    assert answer.headers["Location"] == "/gestion/compte/2fa/"
    assert staff["lea"].get("/gestion/compte/2fa/").status_code == 200
