"""Readers' feedback: kept without what is personal, or said not to be."""

import html

import pytest
from django.test import Client

from guide_portal.feedback import views
from guide_portal.models import Feedback

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_opinion_is_kept_without_what_is_personal(staff):
    text = "Le lien est cassé, appelez 06 12 34 56 78 ou 1 85 01 75 123 456, a@b.fr"
    answer = Client().post("/avis/", {"page": "payer-creance", "texte": text})
    assert answer.status_code == 200 and "Merci" in answer.content.decode()
    kept = Feedback.objects.get()
    assert kept.text == "Le lien est cassé, appelez ou ,"
    assert (kept.slug, kept.edition) == ("payer-creance", 1)
    assert not answer.cookies


def test_without_a_database_the_opinion_stays_on_screen(reader):
    answer = reader.post("/avis/", {"page": "payer-creance"})
    assert answer.status_code == 200  # nothing was said: the form again


def test_a_database_that_is_away_is_said_and_the_text_stays(staff, monkeypatch):
    from django.db import OperationalError

    def away(**values):
        raise OperationalError("absente")

    monkeypatch.setattr(Feedback.objects, "create", away)
    answer = Client().post("/avis/", {"page": "payer-creance", "texte": "À garder."})
    assert answer.status_code == 503 and "À garder." in html.unescape(
        answer.content.decode()
    )


def test_too_many_opinions_from_one_place_wait(staff, monkeypatch):
    from content.operations.rate_limit import TokenBucket

    monkeypatch.setattr(views, "feedback_allowed", TokenBucket(2, 0.001))
    sent = [
        Client().post("/avis/", {"page": "payer-creance", "utile": "oui"}).status_code
        for _ in range(4)
    ]
    assert sent == [200, 200, 429, 429]
