"""A page that others name is withdrawn: what names it leads to the page that takes its
place; what nothing replaces stays while others name it."""

import datetime
import html

import pytest
from django.test import Client
from django.utils import timezone

from content.models import Alert, Edition, Source
from content.publishing import gate, workflow
from tests.support.desk import (
    ALONE,
    decide,
    let_its_hour_come,
    read,
    row,
    save,
    tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)
GONE, OTHER = "payer-creance", "faire-reclamation"
NEW = f"/guide/{OTHER}/"


def words_of_search(client: Client, words: str) -> list[str]:
    found = client.get("/recherche.json", {"q": words}).json()["results"]
    return [result["slug"] for result in found]


def test_words_of_other_languages_follow_a_page_to_the_one_in_its_place(staff):
    assert GONE in words_of_search(Client(), "deuda")
    assert "est retirée" in decide(staff["lea"], "retirer", GONE, replaced_by=OTHER)
    assert words_of_search(Client(), "deuda")[0] == OTHER


def test_related_pages_follow_too_once_each_and_never_to_themselves(staff):
    save(staff["lea"], row(ALONE), related=f"{GONE}\n{OTHER}")
    save(staff["lea"], row(OTHER), related=f"{GONE}\n{ALONE}")
    for slug in (ALONE, OTHER):
        assert "est en ligne" in decide(staff["lea"], "publier", slug)
    assert "est retirée" in decide(staff["lea"], "retirer", GONE, replaced_by=OTHER)
    page = read(f"/guide/{ALONE}/")
    assert page.count(f'href="{NEW}"') == 1 and GONE not in page
    assert f'href="{NEW}"' not in read(NEW).split("</header>")[-1].split("</nav>")[-1]
    # the text that names it still is published, whatever else is written in it
    save(staff["lea"], row(ALONE), summary="Autrement.")
    assert "est en ligne" in decide(staff["lea"], "publier", ALONE)


def test_a_version_that_names_it_leaves_at_its_hour(staff):
    save(staff["lea"], row(ALONE), related=GONE)
    decide(staff["lea"], "publier", ALONE, publish_at=tomorrow())
    assert "est retirée" in decide(staff["ada"], "retirer", GONE, replaced_by=OTHER)
    let_its_hour_come(ALONE)
    assert f'href="{NEW}"' in read(f"/guide/{ALONE}/")


def test_a_service_notice_on_it_is_read_on_the_page_in_its_place(staff):
    until = timezone.now() + datetime.timedelta(days=1)
    told = {"text": "Guichet fermé mardi.", "ends_at": until, "approved": True}
    Alert.objects.create(pages=[GONE], **told)
    assert "est retirée" in decide(staff["lea"], "retirer", GONE, replaced_by=OTHER)
    assert "Guichet fermé mardi." in read(NEW)


def test_no_page_of_the_guide_is_kept_by_those_that_name_it(loaded):
    """Withdrawn one by one, each page has its references followed."""
    editions = Edition.objects.filter(current=True, kind="procedure")
    other = editions.get(slug=OTHER).record
    for slug in editions.exclude(slug=OTHER).values_list("slug", flat=True)[:12]:
        taken = other | {"aliases": [slug]}
        drafts = {("procedure", slug): None, ("procedure", OTHER): taken}
        assert gate.review(drafts).caused == [], slug


def test_a_source_that_texts_cite_is_kept_and_all_of_them_are_named(staff):
    source = Source.objects.get(slug="redaction")
    place = f"/gestion/content/source/{source.pk}/relire/"
    sent = {"base": workflow.record_digest(source), "decision": "retirer"}
    told = html.unescape(staff["lea"].post(place, sent).content.decode())
    assert f"en ligne citent « {source} », que vous retirez" in told
    assert "autre(s)" not in told and "source inconnue" not in told
    citing = Edition.objects.filter(current=True, kind="procedure")
    named = [e.record["title"] for e in citing if "redaction" in str(e.record)]
    assert len(named) > 5
    assert all(f"démarche « {title} », " in told for title in named)


def test_what_is_meant_is_never_the_page_that_complains(staff):
    save(staff["lea"], row(GONE), related="payer-creances")
    told = decide(staff["lea"], "publier", GONE)
    assert "page inconnue « payer-creances »." in told
    assert "Vouliez-vous dire « payer-creance »" not in told


def test_a_code_of_a_language_is_told_with_what_it_is(loaded):
    record = Edition.objects.get(current=True, kind="language", slug="es").record
    wrong = record | {"words": {"deuda": "nulle-part"}}
    [fault] = gate.review({("language", "es"): wrong}).caused
    assert fault.startswith(f"langue de la recherche « {record['name']} » : page inc")
