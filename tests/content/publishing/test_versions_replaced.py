"""What happens to a scheduled version when another, a correction or a withdrawal comes
before its hour is told, and written in the journal."""

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import ScheduledEdition
from tests.support.desk import (
    ALONE,
    address_of,
    created,
    decide,
    publish_chosen,
    row,
    save,
    tomorrow,
)
from tests.support.guide_files import with_word

pytestmark = pytest.mark.django_db(transaction=True)


def schedule(client, at: str, slug="payer-creance", **changes) -> str:
    save(client, row(slug), **changes)
    return decide(client, "publier", slug, publish_at=at)


def lines(words: str) -> list[tuple[str, str]]:
    found = LogEntry.objects.filter(change_message__contains=words)
    return list(found.values_list("user__username", "change_message"))


def test_a_second_version_tells_which_one_it_replaces(staff):
    schedule(staff["lea"], "2027-02-01T10:00", summary="Premier.")
    screen = html.unescape(staff["ada"].get(address_of("relire")).content.decode())
    words = re.sub(r"\s+", " ", screen)
    assert "déjà programmée pour le 01/02/2027 à 10:00 : une nouvelle date" in words
    told = schedule(staff["ada"], "2027-03-01T10:00", summary="Second.")
    assert "Elle remplace la version du 01/02/2027 à 10:00" in told
    [(who, what)] = lines("programmation du 01/02/2027 à 10:00 annulée")
    assert who == "ada" and "le 01/03/2027 à 10:00" in what
    states = ScheduledEdition.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["annulee", "attend"]


def test_a_page_withdrawn_tells_that_its_version_will_not_leave(staff):
    schedule(staff["lea"], "2027-02-01T10:00", ALONE, summary="Premier.")
    told = decide(staff["ada"], "retirer", ALONE, replaced_by="autoriser-contact")
    assert "programmée pour le 01/02/2027 à 10:00 ne partira pas" in told
    assert [who for who, _ in lines("programmation du 01/02/2027")] == ["ada"]


def test_a_draft_deleted_leaves_a_line_of_its_version(staff):
    created(staff["lea"], "essai")
    decide(staff["lea"], "publier", "essai", publish_at=tomorrow())
    place = address_of("delete", "essai")
    assert staff["rene"].post(place, {"post": "yes"}).status_code == 302
    assert [who for who, _ in lines("annulée. Le texte est effacé.")] == ["rene"]


def test_a_typo_in_what_the_version_rewrites_is_told_not_to_be_in_it(staff):
    schedule(staff["lea"], tomorrow(), summary="Résumé PROG3.")
    save(staff["lea"], row(), summary="Résumé typo meme champ.")
    told = decide(staff["lea"], "publier")
    assert "reste prévue, sans cette correction." in told
    assert "Elle garde son propre texte pour : résumé. Pour l'y corriger" in told
    assert ScheduledEdition.objects.get().record["summary"] == "Résumé PROG3."


def test_what_is_corrected_in_it_and_what_is_not_are_both_named(staff):
    schedule(staff["lea"], tomorrow(), summary="Résumé PROG3.")
    save(staff["lea"], row(), summary="Une typo.", title="Payer une créance vite")
    told = publish_chosen(staff["lea"], row(), row(ALONE))
    assert "1 texte(s) publié(s). La version programmée de « Payer une " in told
    assert "avec cette correction pour : titre. Elle garde" in told
    assert "son propre texte pour : résumé." in told


def test_a_version_that_said_the_same_is_told_to_be_due_no_more(staff):
    schedule(staff["lea"], tomorrow(), summary="Le même.")
    save(staff["lea"], row(), summary="Le même.")
    assert "elle n'est plus prévue" in decide(staff["lea"], "publier")


def test_files_tell_what_the_version_does_not_take_over(staff):
    schedule(staff["lea"], tomorrow(), summary="Résumé PROG3.")
    packed = staff["lea"].get("/gestion/fichiers/guide.zip").content
    sent = SimpleUploadedFile("guide.zip", with_word(packed, row().slug, "zorglub"))
    shown = staff["lea"].post("/gestion/fichiers/", {"zip": sent})
    asked = {"packed": shown.context["packed"], "load": "1"}
    answer = staff["lea"].post("/gestion/fichiers/", asked, follow=True)
    told = html.unescape(answer.content.decode())
    assert "sans cette correction. Elle garde son propre texte pour : résumé." in told
