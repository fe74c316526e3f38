"""Advice on texts, and the links out of the guide: what is said, what is asked."""

import datetime
import io

import pytest
from django.core.management import call_command

from content.admin import style_advice
from guide_portal.desk import link_checker
from guide_portal.feedback import retention
from guide_portal.models import Feedback, LinkCheck
from procedures.models import Procedure

LONG = " ".join(["mot"] * 31) + "."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONG, "phrase de 31 mots"),
        ("Demander la ZORG.", "« ZORG » n'est pas au lexique"),
        ("Cliquez ici.", "dire où mène le lien"),
        ('Le "code".', "guillemets droits"),
        ("Voir http://ameli.fr.", "écrire https"),
        ("Voir https://exemple.org/x.", "site inconnu exemple.org"),
        ("Attendre 48 heures.", "aucun délai n'est déclaré"),
    ],
)
def test_a_text_that_could_be_better_says_how(text, expected):
    record = {"slug": "x", "title": "T", "steps": [{"key": "a", "text": text}]}
    told = [one.message for one in style_advice.advice(Procedure, record, {"CPAM"})]
    assert any(expected in message for message in told), told


def test_a_plain_text_gets_no_advice():
    record = {"slug": "x", "title": "T", "steps": [{"key": "a", "text": "Appeler."}]}
    assert style_advice.advice(Procedure, record, set()) == []


def test_checking_the_files_advises_and_refuses_nothing(db):
    out = io.StringIO()
    call_command("load_guide", check=True, stdout=out)
    assert "conseil" in out.getvalue() and "aucune erreur" in out.getvalue()


@pytest.mark.django_db
def test_links_are_checked_and_told(desk, monkeypatch):
    call_command("load_guide", stdout=io.StringIO())
    asked = []

    def ask(url):
        asked.append(url)
        return url != "https://cramif.fr", "200"

    monkeypatch.setattr(link_checker, "ask", ask)
    monkeypatch.setattr(link_checker, "PAUSE", 0)
    out = io.StringIO()
    call_command("check_links", stdout=out)
    assert "1 lien(s) à revoir" in out.getvalue() and len(asked) >= 6
    assert LinkCheck.objects.get(works=False).url == "https://cramif.fr"


@pytest.mark.django_db
def test_opinions_are_forgotten_after_a_year():
    old = Feedback.objects.create(slug="x", text="vieux")
    day = datetime.date.today() - datetime.timedelta(days=366)
    Feedback.objects.filter(pk=old.pk).update(on=day)
    Feedback.objects.create(slug="x", text="neuf")
    out = io.StringIO()
    call_command("purge", stdout=out)
    assert "avis : 1" in out.getvalue()
    assert Feedback.objects.get().text == "neuf"
    assert retention.purge_old()["avis"] == 0
