"""The history of drafts: the last twenty, by whom, any restored by one click."""

import html

import pytest

from content.models import DraftVersion, Edition
from tests.support.conflicts import merge_of, posted
from tests.support.desk import address_of, changed, row

pytestmark = pytest.mark.django_db(transaction=True)
MINE = "Un « résumé » que personne ne doit perdre."


def write(client, summary=MINE):
    place = address_of("change")
    answer = client.post(place, changed(client, place, summary=summary))
    assert answer.status_code == 302


def test_the_last_twenty_drafts_are_kept_with_their_authors(staff):
    before = row().summary
    for number in range(25):
        write(staff["rene"], f"Version {number}.")
    kept_ = DraftVersion.objects.filter(slug="payer-creance")
    assert kept_.count() == 20
    assert kept_[0].record["summary"] == "Version 24." and kept_[0].author == "rene"
    assert before not in {v.record["summary"] for v in kept_}


def test_saving_the_same_text_again_keeps_one_version(staff):
    for _ in range(3):
        write(staff["rene"])
    summaries = [v.record["summary"] for v in DraftVersion.objects.all()]
    assert len(summaries) == 2 and summaries[0] == MINE


def test_a_draft_is_restored_by_one_click_and_the_other_is_kept(staff):
    editions = Edition.objects.count()
    write(staff["rene"], "De René.")
    write(staff["lea"], "De Léa.")
    page = staff["rene"].get(address_of("brouillons"))
    text = html.unescape(page.content.decode())
    assert "par rene" in text and "par lea" in text and "par fichiers" in text
    [version] = DraftVersion.objects.filter(author="rene")
    told = staff["rene"].post(
        address_of("brouillons"), {"version": version.pk}, follow=True
    )
    assert "brouillon de rene repris" in html.unescape(told.content.decode())
    assert row().summary == "De René."
    assert "De Léa." in {v.record["summary"] for v in DraftVersion.objects.all()}
    assert Edition.objects.count() == editions
    log = staff["ada"].get("/gestion/admin/logentry/").content.decode()
    assert "brouillon de rene repris" in html.unescape(log)


def test_the_draft_that_a_colleague_overwrote_is_one_click_away(staff):
    write(staff["rene"], "De René.")
    write(staff["lea"], "De Léa.")
    [version] = DraftVersion.objects.filter(author="rene")
    assert version.record["summary"] == "De René."


def test_a_draft_overwritten_on_the_page_of_a_conflict_is_restored_too(staff):
    place = address_of("change")
    mine = changed(staff["lea"], place, summary="De Léa.")
    write(staff["rene"], "De René.")
    [clash] = merge_of(staff["lea"].post(place, mine)).asked
    choices = {f"choice-{clash.name}": "mine"}
    assert posted(staff["lea"], place, mine, choices).status_code == 302
    assert row().summary == "De Léa."
    [version] = DraftVersion.objects.filter(author="rene")
    staff["rene"].post(address_of("brouillons"), {"version": version.pk})
    assert row().summary == "De René."


def test_the_version_of_another_text_is_not_restored_here(staff):
    write(staff["rene"])
    DraftVersion.objects.update(slug="creer-compte-ameli")
    version = DraftVersion.objects.first()
    answer = staff["rene"].post(address_of("brouillons"), {"version": version.pk})
    assert answer.status_code == 404 and row().summary == MINE
