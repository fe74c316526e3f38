"""The gate: what a change would break is refused in French, and only that."""

import datetime
import html
import json

import pytest
from django.conf import settings

from content.models import Edition, Section
from content.publishing import gate
from content.publishing.gate import pages, records
from content.snapshot.model import Snapshot
from procedures.models import Check, Procedure, Step
from tests.support.desk import (
    PAGE,
    address_of,
    decide,
    form_data,
    publish_chosen,
    row,
    save,
)

pytestmark = pytest.mark.django_db(transaction=True)
SECTIONS = "/gestion/content/section/add/"


def add_section(client, **fields):
    sent = form_data(client, SECTIONS) | {"keywords": "\n".join("abcdefgh"), **fields}
    return client.post(SECTIONS, sent)


def serves(client) -> bool:
    """The file on the disk still makes a snapshot, and the home page."""
    Snapshot(json.loads(settings.SNAPSHOT_FILE.read_bytes()))
    return client.get("/").status_code == 200


def test_the_guide_itself_passes_the_gate(loaded):
    report = gate.review(records.published_records())
    assert report == gate.Report([], [])


def test_a_group_without_a_short_name_is_refused_where_it_is_typed(staff):
    answer = add_section(
        staff["lea"], slug="demarches-autres", title="Voir", parent="demarches"
    )
    assert "un nom court" in html.unescape(answer.content.decode())
    assert not Section.objects.filter(slug="demarches-autres").exists()


def test_one_that_came_otherwise_is_refused_at_the_gate(staff):
    section = Section.objects.create(
        slug="demarches-autres", title="Voir", parent_id="demarches", keywords=["a"]
    )
    told = publish_chosen(staff["lea"], section)
    assert "nom court" in told and "Rien n'a été publié" in told
    assert serves(staff["lea"])


def test_a_section_is_not_its_own_parent(staff):
    section = Section.objects.get(slug="demarches-aides")
    Section.objects.filter(pk=section.pk).update(parent_id=section.slug)
    told = publish_chosen(staff["lea"], section)
    assert "dans elle-même" in told and serves(staff["lea"])


def test_a_new_root_rubrique_is_refused_in_words(staff):
    add_section(staff["lea"], slug="handicap", title="Voir le handicap")
    told = publish_chosen(staff["lea"], Section.objects.get(slug="handicap"))
    assert "n'a ni page ni menu" in told and serves(staff["lea"])


def test_a_page_without_a_rubrique_is_refused_in_words(staff):
    Procedure.objects.filter(slug="payer-creance").update(section=None)
    told = decide(staff["lea"], "publier")
    assert "la ranger dans une rubrique" in told and "yaml" not in told
    assert serves(staff["lea"])


@pytest.mark.parametrize("day", ["31/12/9999", "2030-11-24", "0001-01-01"])
def test_a_date_that_is_no_check_is_refused(staff, day):
    place = address_of("change")
    sent = form_data(staff["rene"], place) | {"checked_on": day}
    answer = staff["rene"].post(place, sent)
    assert answer.status_code == 200 and answer.context["errors"]


def test_a_date_at_the_end_of_the_calendar_stops_no_page_of_the_desk(staff):
    Procedure.objects.filter(slug="payer-creance").update(
        checked_on=datetime.date(9999, 12, 31), review_before=None
    )
    for place in ("/gestion/", "/gestion/a-faire/"):
        assert staff["lea"].get(place).status_code == 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Voir [la page](/guide/nexiste-pas/).", "ne mène à aucune page"),
        ("Voir [le bloc](#nexiste).", "bloc inconnu"),
        ("Voir [ici](/guide/creer-compte-ameli/#nexiste).", "bloc inconnu"),
        ("Voir [ailleurs](//evil.example).", "n'est pas une adresse"),
        ("Voir [ailleurs](code-oublie).", "n'est pas une adresse"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(staff, text, told):
    slug = "creer-compte-ameli"
    Step.objects.filter(page__slug=slug, key="remplir").update(text=text)
    said = decide(staff["lea"], "publier", slug)
    assert told in said and "étape « remplir »" in said


def test_a_reference_to_an_address_that_is_not_is_refused(staff):
    slug = "creer-compte-ameli"
    Step.objects.filter(page__slug=slug, key="remplir").update(next="/nimporte/quoi/")
    assert "ne mène à aucune page" in decide(staff["lea"], "publier", slug)


def test_a_page_that_would_not_be_shown_is_refused(staff, monkeypatch):
    """A fault that no check of records knows, met by the real view."""
    render = pages.Site._render

    def broken(site, address):
        if address == PAGE and "zorglub" in str(site.snapshot.pages["payer-creance"]):
            return "KeyError : 'zorglub'", ""
        return render(site, address)

    monkeypatch.setattr(pages.Site, "_render", broken)
    save(staff["lea"], row(), summary="Un zorglub.")
    assert "ne s'afficherait plus" in decide(staff["lea"], "publier")
    assert Edition.objects.filter(slug="payer-creance").count() == 1


def test_faults_are_told_in_the_words_of_the_forms(staff):
    slug = "creer-compte-ameli"
    Step.objects.filter(page__slug=slug, key="remplir").delete()
    told = decide(staff["lea"], "publier", slug)
    assert "« anciennes clés de blocs »" in told and "moved" not in told


def test_a_deleted_block_is_sent_elsewhere_by_a_form(staff):
    slug = "creer-compte-ameli"
    Step.objects.filter(page__slug=slug, key="remplir").delete()
    screen = html.unescape(
        staff["lea"].get(address_of("relire", slug)).content.decode()
    )
    assert "Le bloc « remplir » a disparu" in screen
    decide(staff["rene"], "blocs", slug, **{"bloc-remplir": ""})
    assert row(slug).moved["remplir"] == ""
    assert "est en ligne" in decide(staff["lea"], "publier", slug)


def test_a_check_deleted_by_its_own_page_is_a_draft_of_its_text(staff):
    check = Check.objects.filter(page__slug="creer-compte-ameli").first()
    slug = check.page.slug
    place = f"/gestion/procedures/check/{check.pk}/delete/"
    assert staff["rene"].post(place, {"post": "yes"}).status_code == 302
    tasks = html.unescape(staff["lea"].get("/gestion/a-faire/").content.decode())
    assert slug in tasks.split("Brouillons et relectures")[1].split("<h2")[0]
