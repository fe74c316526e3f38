"""Editions compared and restored, and the audit log of who did what."""

import re

import pytest

from content.models import Edition
from tests.support.desk import ALONE, PAGE, address_of, decide, read, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_edition_is_restored_as_a_draft_then_published(staff):
    before = read(PAGE)
    save(staff["lea"], row(), summary="Erreur.")
    decide(staff["lea"], "publier")
    assert "Erreur." in read(PAGE)
    first = Edition.objects.get(slug="payer-creance", number=1)
    address = f"/gestion/content/edition/{first.pk}/change/"
    answer = staff["lea"].post(address, {"restore": "1"}, follow=True)
    assert "reprise en brouillon" in answer.content.decode()
    assert "Erreur." in read(PAGE)
    decide(staff["lea"], "publier")
    strip = re.compile(r'data-edition="\d+"|edition(?:=|%3D)\d+|\d+ \w+ 2026|\?v=\w+')
    assert strip.sub("", read(PAGE)) == strip.sub("", before)


def test_two_editions_are_compared_in_words(staff):
    save(staff["lea"], row(), summary="Rembourser ce que vous devez.")
    decide(staff["lea"], "publier")
    last = Edition.objects.get(slug="payer-creance", number=2)
    text = staff["rene"].get(f"/gestion/content/edition/{last.pk}/change/")
    assert "<del>" in text.content.decode() and "<ins>" in text.content.decode()


def test_versions_name_who_when_and_why(staff):
    save(staff["lea"], row(), summary="Plus clair.")
    decide(staff["lea"], "publier", note="Pourquoi pas.")
    text = staff["rene"].get(address_of("versions")).content.decode()
    assert "Pourquoi pas." in text and "lea" in text and "fichiers" in text


def test_the_audit_log_says_who_did_what_and_cannot_be_changed(staff):
    save(staff["rene"], row(), summary="Tracé.")
    decide(staff["lea"], "publier")
    text = staff["ada"].get("/gestion/admin/logentry/").content.decode()
    assert "publié." in text and "rene" in text
    assert staff["ada"].get("/gestion/admin/logentry/add/").status_code == 403


def test_a_name_given_since_stays_when_an_older_edition_comes_back(staff):
    save(staff["lea"], row("faire-reclamation"), summary="Se plaindre.")
    decide(staff["lea"], "publier", "faire-reclamation")
    decide(staff["lea"], "retirer", ALONE, replaced_by="faire-reclamation")
    first = Edition.objects.get(slug="faire-reclamation", number=1)
    address = f"/gestion/content/edition/{first.pk}/change/"
    staff["lea"].post(address, {"restore": "1"})
    assert "est en ligne" in decide(staff["lea"], "publier", "faire-reclamation")
    assert "Se plaindre." not in read("/guide/faire-reclamation/")
    moved = staff["lea"].get(f"/guide/{ALONE}/")
    assert moved.headers["Location"] == "/guide/faire-reclamation/"
