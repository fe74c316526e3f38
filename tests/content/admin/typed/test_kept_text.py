"""Nothing typed is lost: session over, token expired, text deleted meanwhile."""

import datetime
import html

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from content.models import Alert
from procedures.models import Check, Procedure
from tests.support.desk import address_of, changed, created, hidden, row, shown_data

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = datetime.timedelta(hours=1)
MINE = "Un « résumé » que personne ne doit perdre."


def typed(client, place: str = "", **changes) -> dict:
    """What a browser would send of the form of a page, changed."""
    place = place or address_of("change")
    return changed(client, place, summary=MINE) | changes


def test_a_session_that_is_over_keeps_the_text_until_one_is_back(staff):
    client, place = staff["rene"], address_of("change")
    mine = typed(client)
    Session.objects.all().delete()
    answer = client.post(place, mine)
    assert answer.status_code == 403
    text = html.unescape(answer.content.decode())
    assert "Votre session est terminée" in text and MINE in text
    assert 'target="_blank"' in text and "/gestion/login/" in text
    # still signed out: the same page again, as often as one likes
    again = client.post(place, hidden(answer))
    assert hidden(again)["summary"] == MINE
    client.force_login(staff_user("rene"))
    back = client.post(place, hidden(again))
    shown = back.context["adminform"].form
    assert back.status_code == 200 and shown["summary"].value() == MINE
    assert "Votre texte est de retour" in html.unescape(back.content.decode())
    assert row().summary != MINE
    assert client.post(place, mine).status_code == 302
    assert row().summary == MINE


def staff_user(name: str):
    return User.objects.get(username=name)


def test_a_session_ended_by_its_hour_keeps_the_text_too(staff, monkeypatch):
    client = staff["rene"]
    mine = typed(client)
    later = datetime.datetime.now().timestamp() + 9 * 3600
    monkeypatch.setattr("guide_portal.desk.accounts.time.time", lambda: later)
    answer = client.post(address_of("change"), mine)
    assert answer.status_code == 403 and hidden(answer)["summary"] == MINE


@pytest.fixture
def strict(staff):
    """The writer in a browser whose tokens are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff_user("rene"))
    return client


def test_an_expired_token_shows_the_same_form_with_the_text(strict):
    place = address_of("change")
    mine = typed(strict) | {"csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(place, mine)
    shown = answer.context["adminform"].form
    assert shown["summary"].value() == MINE
    shown_page = html.unescape(answer.content.decode())
    assert "Votre texte est de retour" in shown_page
    # nothing is wrong with it: no error is announced
    assert "Corrigez" not in shown_page and "errornote" not in shown_page
    assert row().summary != MINE
    fresh = answer.context["csrf_token"]
    assert strict.post(place, mine | {"csrfmiddlewaretoken": str(fresh)}).url
    assert row().summary == MINE


def test_an_expired_token_on_a_new_page_keeps_it_as_well(strict):
    place = "/gestion/procedures/procedure/add/"
    mine = typed(strict, place, title="Une page neuve", slug="page-neuve")
    answer = strict.post(place, mine)
    assert answer.context["adminform"].form["title"].value() == "Une page neuve"
    assert not Procedure.objects.filter(slug="page-neuve").exists()


def test_another_site_gets_no_form_filled_with_its_words(strict, staff):
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    mine = typed(strict)
    answer = strict.post(address_of("change"), mine, headers=foreign)
    assert answer.status_code == 403 and MINE not in answer.content.decode()
    Session.objects.all().delete()
    answer = strict.post(address_of("change"), mine, headers=foreign)
    assert MINE not in answer.content.decode()


def test_a_form_that_may_hold_a_password_is_not_shown_again(strict):
    data = {"login": "rene", "password": "secret de René"}
    answer = strict.post("/gestion/login/", data)
    assert answer.status_code == 403
    assert "secret de René" not in html.unescape(answer.content.decode())


def test_a_page_deleted_meanwhile_can_be_made_again_with_the_text(staff):
    place = address_of("change")
    mine = typed(staff["ada"])
    Procedure.objects.filter(slug="payer-creance").delete()
    answer = staff["ada"].post(place, mine)
    assert answer.status_code == 409
    assert "supprimé pendant que vous écriviez" in html.unescape(
        answer.content.decode()
    )
    back = staff["ada"].post("/gestion/procedures/procedure/add/", hidden(answer))
    assert back.context["adminform"].form["summary"].value() == MINE
    lines = [one.formset.forms for one in back.context["inline_admin_formsets"]]
    assert sum(map(len, lines)) == sum(name.endswith("-id") for name in mine) > 0
    again = shown_data(back.context) | {"slug": "payer-creance"}
    answer = staff["ada"].post("/gestion/procedures/procedure/add/", again)
    assert answer.status_code == 302, answer.context["errors"]
    assert row().summary == MINE


def test_a_table_deleted_meanwhile_can_be_made_again(staff):
    check = Check.objects.first()
    place = f"/gestion/procedures/check/{check.pk}/change/"
    mine = changed(staff["ada"], place, title="Ma table")
    check.delete()
    answer = staff["ada"].post(place, mine)
    assert answer.status_code == 409 and hidden(answer)["title"] == "Ma table"
    back = staff["ada"].post("/gestion/procedures/check/add/", hidden(answer))
    assert back.context["adminform"].form["title"].value() == "Ma table"


def test_a_page_deleted_meanwhile_comes_back_with_its_permanent_name(staff):
    made = created(staff["rene"], "page-neuve")
    place = address_of("change", "page-neuve")
    shown = staff["rene"].get(place)
    mine = hidden(shown) | shown_data(shown.context) | {"summary": MINE}
    assert "slug" not in shown.context["adminform"].form.fields
    gone = f"/gestion/procedures/procedure/{made.pk}/delete/"
    assert staff["lea"].post(gone, {"post": "yes"}).status_code == 302
    answer = staff["rene"].post(place, mine)
    add = "/gestion/procedures/procedure/add/"
    back = staff["rene"].post(add, hidden(answer))
    form = back.context["adminform"].form
    assert form["slug"].value() == "page-neuve" and not form.errors
    again = hidden(back) | shown_data(back.context)
    assert staff["rene"].post(add, again).status_code == 302
    assert row("page-neuve").summary == MINE


def test_an_alert_deleted_meanwhile_can_be_made_again(staff):
    now = timezone.now()
    alert = Alert.objects.create(text="Panne.", starts_at=now, ends_at=now + HOUR)
    place = f"/gestion/content/alert/{alert.pk}/change/"
    mine = changed(staff["lea"], place, text="Une panne qui dure.")
    alert.delete()
    answer = staff["lea"].post(place, mine)
    assert answer.status_code == 409
    back = staff["lea"].post("/gestion/content/alert/add/", hidden(answer))
    assert back.context["adminform"].form["text"].value() == "Une panne qui dure."
