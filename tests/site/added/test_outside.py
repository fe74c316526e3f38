"""What the guide does not cover: told with its source, never as a démarche."""

import html
import re

import pytest

from content.snapshot import store
from tests.support.guide_files import refused, replace

pytestmark = pytest.mark.usefixtures("published")


def test_each_subject_has_its_anchor_a_sentence_and_where_to_go(reader):
    page = reader.get("/hors-du-guide/").content.decode()
    topics = store.current_snapshot().of_kind("outside")
    assert len(topics) >= 50
    for topic in topics:
        assert f'id="{topic.slug}"' in page
        assert topic.record["go"] and topic.summary.count(". ") == 0
        assert not topic.record.get("steps")


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("samu", "urgence-15"),
        ("tiers payant", "tiers-payant"),
        ("médecin de garde", "medecin-de-garde"),
        ("pharmacie de garde", "pharmacie-de-garde"),
    ],
)
def test_a_search_finds_it_and_says_what_it_is(reader, query, slug):
    answer = reader.get("/recherche.json", {"q": query}).json()
    assert answer["results"] == []  # no page of the guide answers
    [first, *_] = answer["near"]
    assert (first["slug"], first["kind"]) == (slug, "outside")
    assert first["url"] == f"/hors-du-guide/#{slug}"


def test_a_source_read_by_us_is_linked_and_no_other(reader):
    page = reader.get("/sources/").content.decode()
    snapshot = store.current_snapshot()
    linked = set(re.findall(r'href="(https://[^"]+)" rel="external"', page))
    seen = {e.record.get("seen"): set() for e in snapshot.sources.values()}
    for entry in snapshot.sources.values():
        seen[entry.record.get("seen")].add(entry.record.get("url"))
    assert linked == seen["vu"]


def test_what_is_ours_wears_its_number_and_what_is_the_guide_s_does_not(reader):
    page = reader.get("/aider/").content.decode()
    lines = re.findall(r"<li\b.*?</li>", html.unescape(page).replace("\xa0", " "))
    [ours] = [line for line in lines if "Faire avec la personne" in line]
    [guides] = [line for line in lines if "Il est valable 48 heures" in line]
    assert 'class="cite"' in ours and 'class="cite"' not in guides


def test_a_source_that_does_not_exist_is_refused(desk, guide_copy):
    replace(guide_copy, "informations.yaml", "- redaction\n", "- redacsion\n")
    told = refused(guide_copy)
    assert "source inconnue « redacsion »" in told and "redaction" in told
