"""No act is done from a form that waited too long: the form is seen again first, with
what was typed in it, whichever form of the desk it is."""

import html

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from content.models import Alert, Edition, Synonym
from content.publishing import workflow
from guide_portal.models import FailedSearch
from tests.support.desk import (
    ALONE,
    SLUG,
    address_of,
    changed,
    form_data,
    hidden,
    row,
    save,
    tomorrow,
)
from tests.support.guide_files import with_word

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Ce que je voulais dire aux lecteurs."
STALE = {"csrfmiddlewaretoken": "x" * 64}


@pytest.fixture
def reviewer(staff):
    """Léa in a browser whose tokens are checked; what she reads over is written."""
    save(staff["rene"], row(ALONE), summary="Un résumé neuf.")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="lea"))
    return client


def kept_then_resumed(client, place: str, sent: dict):
    """The session is lost, the form sent, one signs in again, « Reprendre mon texte »
    is pressed; what is then shown."""
    Session.objects.all().delete()
    kept = client.post(place, sent)
    assert kept.status_code == 403
    assert "Votre session est terminée" in html.unescape(kept.content.decode())
    client.force_login(User.objects.get(username="lea"))
    client.get("/gestion/")
    return client.post(place, hidden(kept))


def page_of(answer) -> str:
    """The page of a form shown again: it says that nothing was done."""
    assert answer.status_code == 200
    page = html.unescape(answer.content.decode())
    assert "Votre texte est de retour, et rien n'est encore fait" in page
    return page


DECISIONS = [
    {"decision": "publier"},
    {"decision": "publier", "publish_at": tomorrow()},
    {"decision": "relecture"},
    {"decision": "brouillon", "reason": "À reprendre de près."},
    {"decision": "retirer", "replaced_by": "changer-adresse"},
]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda d: "-".join(d.values()))
@pytest.mark.parametrize("lost", ["session", "token"])
def test_a_decision_that_waited_too_long_is_seen_again_before_it_is_done(
    reviewer, decision, lost
):
    place, editions = address_of("relire", ALONE), Edition.objects.count()
    state = workflow.draft_state(row(ALONE)).state
    sent = {"base": workflow.record_digest(row(ALONE)), "note": NOTE, "_typed": "1"}
    sent |= decision | STALE
    answer = (
        kept_then_resumed(reviewer, place, sent)
        if lost == "session"
        else reviewer.post(place, sent)
    )
    page = page_of(answer)
    assert f"Relire « {row(ALONE)} »" in page
    assert all(value in page for value in (NOTE, *decision.values()))
    assert Edition.objects.count() == editions
    assert workflow.draft_state(row(ALONE)).state == state
    token = hidden(answer)["csrfmiddlewaretoken"]
    done = reviewer.post(place, sent | {"csrfmiddlewaretoken": token})
    assert done.status_code == 302, done.context["form"].errors


def test_an_alert_that_waited_too_long_is_seen_again_before_it_is_online(reviewer):
    place = "/gestion/content/alert/add/"
    now = timezone.localtime()
    sent = changed(reviewer, place, text="Le site est fermé ce soir.") | STALE
    sent |= {"starts_at": f"{now:%Y-%m-%dT%H:%M}", "ends_at": tomorrow()}
    page = page_of(kept_then_resumed(reviewer, place, sent))
    assert "Le site est fermé ce soir." in page
    page_of(reviewer.post(place, sent))
    assert not Alert.objects.exists()


def test_synonyms_that_waited_too_long_are_seen_again(reviewer):
    place = "/gestion/content/synonym/add/"
    sent = form_data(reviewer, place) | STALE | {"_typed": "1"}
    sent |= {"slug": "essai", "words": "un mot\nun autre"}
    page = page_of(kept_then_resumed(reviewer, place, sent))
    assert "un mot\nun autre" in page
    assert not Synonym.objects.filter(slug="essai").exists()


def test_a_remedy_that_waited_too_long_is_seen_again(reviewer):
    failed = FailedSearch.objects.create(
        words="zorglub", month=timezone.localdate().replace(day=1), count=3
    )
    place = f"/gestion/guide_portal/failedsearch/{failed.pk}/change/"
    assert 'name="_typed"' in reviewer.get(place).content.decode()
    sent = {"page": "payer-creance", "place": "phrasings", "same": "", "add": "1"}
    sent |= STALE | {"_typed": "1"}
    for answer in kept_then_resumed(reviewer, place, sent), reviewer.post(place, sent):
        assert 'value="payer-creance" selected' in page_of(answer)
    assert FailedSearch.objects.filter(pk=failed.pk).exists()
    assert "zorglub" not in row().phrasings


def test_an_import_that_waited_too_long_is_seen_again(reviewer):
    place = "/gestion/fichiers/"
    packed = reviewer.get("/gestion/fichiers/guide.zip").content
    sent = SimpleUploadedFile("guide.zip", with_word(packed, SLUG, "zorglub"))
    token = hidden(reviewer.get(place))["csrfmiddlewaretoken"]
    plan = reviewer.post(place, {"zip": sent, "csrfmiddlewaretoken": token})
    sent = hidden(plan) | {"note": NOTE, "load": "1"} | STALE
    assert sent["_typed"] == "1"
    for answer in kept_then_resumed(reviewer, place, sent), reviewer.post(place, sent):
        page = page_of(answer)
        assert NOTE in page and "zorglub" in page
    assert "zorglub" not in row().summary


def test_a_confirmation_that_waited_too_long_is_seen_again(reviewer):
    place, slug = "/gestion/a-confirmer/", "changer-adresse"
    assert 'name="_typed"' in reviewer.get(place).content.decode()
    sent = {"kind": row(slug).KIND, "slug": slug, "key": "*", "service": "Service X"}
    sent |= STALE | {"_typed": "1"}
    for answer in kept_then_resumed(reviewer, place, sent), reviewer.post(place, sent):
        assert 'value="Service X"' in page_of(answer)
    assert row(slug).checked_by != "Service X"
