"""A draft on its way to readers: read over, refused, scheduled, published, gone."""

import html
import io

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import DraftState, Edition
from content.publishing import refresher, snapshot_file, workflow
from procedures.models import Procedure, Resource, Rule
from tests.support.desk import (
    ALONE,
    PAGE,
    address_of,
    created,
    decide,
    let_its_hour_come,
    publish_chosen,
    read,
    row,
    save,
    tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_saving_is_a_draft_and_publishing_reaches_readers_and_search(editor):
    row = Procedure.objects.get(slug="payer-creance")
    other = Procedure.objects.get(slug="faire-reclamation")
    save(editor, row, summary="Rembourser une zorglubie.")
    assert "zorglubie" not in editor.get("/guide/payer-creance/").content.decode()
    assert "1 texte(s) publié(s)" in publish_chosen(editor, row, other)
    assert "zorglubie" in editor.get("/guide/payer-creance/").content.decode()
    found = editor.get("/recherche.json?q=zorglubie").json()["results"]
    assert [result["slug"] for result in found] == ["payer-creance"]
    edition = Edition.objects.get(slug="payer-creance", current=True)
    assert (edition.number, edition.author) == (2, "camille")


def test_a_writer_asks_and_a_reader_publishes_with_a_note(staff):
    save(staff["rene"], row(), summary="Rembourser une zorglubie.")
    assert "Votre rôle ne permet pas" in decide(staff["rene"], "publier")
    decide(staff["rene"], "relecture")
    assert DraftState.objects.get(slug="payer-creance").state == "relecture"
    screen = html.unescape(staff["lea"].get(address_of("relire")).content.decode())
    assert "<ins>une zorglubie</ins>" in screen or "zorglubie</ins>" in screen
    decide(staff["lea"], "publier", note="Le résumé est plus clair.")
    assert "zorglubie" in read(PAGE)
    edition = Edition.objects.get(slug="payer-creance", current=True)
    assert (edition.author, edition.note) == ("lea", "Le résumé est plus clair.")
    assert "Le résumé est plus clair." in read(PAGE + "?edition=1")


def test_the_public_note_of_the_writer_is_ready_for_who_publishes(staff):
    save(staff["rene"], row(), summary="Un résumé plus clair.")
    decide(staff["rene"], "relecture", note="Le résumé est plus clair.")
    shown = staff["lea"].get(address_of("relire")).context["form"]
    assert shown["note"].value() == "Le résumé est plus clair."


def test_a_refused_publication_tells_each_fault_once(staff):
    save(staff["lea"], row(), related="nulle-part")
    told = decide(staff["lea"], "publier")
    assert told.count("page inconnue « nulle-part »") == 1
    assert "Rien n'a été publié." in told


def test_with_four_eyes_one_does_not_publish_oneself(staff, settings):
    settings.FOUR_EYES = True
    save(staff["lea"], row(), summary="Nouveau.")
    assert "quatre yeux" in decide(staff["lea"], "publier")
    assert "est en ligne" in decide(staff["ada"], "publier")


def test_a_text_changed_while_it_was_read_is_not_published(staff):
    base = workflow.record_digest(row())
    save(staff["rene"], row(), summary="Changé entre-temps.")
    answer = staff["lea"].post(
        address_of("relire"), {"base": base, "decision": "publier"}
    )
    assert "pendant votre lecture" in html.unescape(answer.content.decode())
    assert "Changé" not in read(PAGE)


def test_a_draft_with_a_dead_end_is_not_published(editor):
    Rule.objects.filter(result="bloque", key="sans-compte").update(next=[])
    row = Resource.objects.get(slug="rendez-vous-agence")
    told = publish_chosen(editor, row)
    assert "bloque sans suite : « suites » ou « suite en mots »" in told
    assert "Rien n'a été publié" in told
    assert Edition.objects.count() == Edition.objects.filter(number=1).count()


def test_the_draft_of_another_page_does_not_stand_in_the_way(staff):
    Rule.objects.filter(result="bloque").update(next=[])
    assert not row().checks.exists()
    save(staff["lea"], row(), summary="Prêt.")
    assert "est en ligne" in decide(staff["lea"], "publier")


def test_a_text_goes_out_at_its_time(staff):
    save(staff["lea"], row(), summary="Pour demain.")
    told = decide(staff["lea"], "publier", publish_at=tomorrow(), note="Voilà.")
    assert "partira le" in told
    save(staff["rene"], row(), summary="Écrit après.")
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert "Pour demain." not in read(PAGE)
    let_its_hour_come()
    assert "Pour demain." in read(PAGE) and "Écrit après." not in read(PAGE)
    assert row().summary == "Écrit après."


def test_a_past_date_is_refused(staff):
    told = decide(staff["lea"], "publier", publish_at="2020-01-01T10:00")
    assert "Cette date est passée." in told


def test_a_page_is_withdrawn_with_another_in_its_place(staff):
    told = decide(staff["lea"], "retirer", ALONE)
    assert "Choisissez la page" in told
    told = decide(staff["lea"], "retirer", ALONE, replaced_by="faire-reclamation")
    assert "est retirée" in told
    answer = Client().get(f"/guide/{ALONE}/")
    assert answer.headers["Location"] == "/guide/faire-reclamation/"
    call_command("load_guide", stdout=io.StringIO())
    assert (
        Client().get(f"/guide/{ALONE}/").status_code == 301
    )  # the files do not bring it back


def test_a_decision_that_cannot_be_always_says_why(staff):
    new = created(staff["rene"], "essai")
    told = decide(staff["lea"], "retirer", new.slug, replaced_by=new.slug)
    assert "Sélectionnez un choix valide" in told
    assert "n'est pas en ligne" in decide(
        staff["lea"], "retirer", ALONE, replaced_by=new.slug
    )
