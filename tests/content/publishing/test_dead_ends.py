"""No button of the desk ends in a refusal: who reads a text over is offered what may
be done of it."""

import html

import pytest

from content.models import ScheduledEdition
from tests.support.desk import address_of, created, decide, row, save, tomorrow

pytestmark = pytest.mark.django_db(transaction=True)
READERS_ONLY = "Seule une personne qui relit peut annuler cette programmation."


def offered(client, slug="payer-creance") -> str:
    return html.unescape(client.get(address_of("relire", slug)).content.decode())


def test_a_writer_is_not_offered_to_send_back_what_a_reader_scheduled(staff):
    save(staff["lea"], row(), summary="Pour demain.")
    decide(staff["lea"], "publier", publish_at=tomorrow())
    assert "Renvoyer en brouillon" not in offered(staff["rene"])
    assert "Renvoyer en brouillon" in offered(staff["lea"])
    for decision in ("brouillon", "annuler"):
        assert READERS_ONLY in decide(staff["rene"], decision), decision
    assert ScheduledEdition.objects.get().state == "attend"


def test_nor_what_is_to_come_of_a_page_that_is_nowhere_yet(staff):
    created(staff["lea"], "essai")
    decide(staff["lea"], "publier", "essai", publish_at=tomorrow())
    assert "Renvoyer en brouillon" not in offered(staff["rene"], "essai")
    assert READERS_ONLY in decide(staff["rene"], "brouillon", "essai")
    decide(staff["lea"], "brouillon", "essai", reason="Pas encore.")
    assert ScheduledEdition.objects.get().state == "annulee"


def test_what_is_online_word_for_word_is_neither_read_over_nor_sent_back(staff):
    for name in ("rene", "lea"):
        screen = offered(staff[name])
        assert "Demander une relecture" not in screen, name
        assert "Renvoyer en brouillon" not in screen, name
    save(staff["rene"], row(), summary="Un brouillon.")
    for name in ("rene", "lea"):
        screen = offered(staff[name])
        assert "Demander une relecture" in screen, name
        assert "Renvoyer en brouillon" in screen, name
