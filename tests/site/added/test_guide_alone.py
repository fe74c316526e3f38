"""The guide alone: with complements hidden, nothing is left but the guide's words."""

import re

import pytest

from content.records.guide_words import guide_words
from content.snapshot import store
from procedures.models import Procedure
from tests.support.guide_files import load, replace

SLUG = "code-oublie"
OURS = "Comment faire", "En clair", "La personne", "Depuis le guide", "Sources"


@pytest.mark.usefixtures("published")
def test_the_guide_s_words_are_all_that_is_left_of_a_record():
    record = store.current_snapshot().pages["creer-compte-ameli"].record
    alone = guide_words(Procedure, record)
    assert not {"how_to", "messages", "plain_words"} & set(alone)
    assert [step["text"] for step in alone["steps"]] == [
        step["text"] for step in record["steps"]
    ]
    assert all("who" not in step and "say" not in step for step in alone["steps"])
    assert all(notice["kind"] != "complement" for notice in alone["notices"])


def test_staff_hide_the_complements_of_a_page(desk, guide_copy):
    slug = f"- slug: {SLUG}\n"
    replace(guide_copy, "depannage.yaml", slug, slug + "  guide_only: true\n")
    load(guide_copy)
    page = desk.get(f"/depannage/{SLUG}/").content.decode()
    body = re.sub(r"<(header|footer|script)\b.*?</\1>", "", page, flags=re.S)
    assert not [words for words in OURS if words in body]
    assert "Cliquer sur" in body
    data = desk.get(f"/donnees/fiches/{SLUG}.json").json()
    assert {block["origin"] for block in data["blocks"]} == {"guide"}


def test_data_for_partners_says_whose_each_block_is(reader, published):
    data = reader.get("/donnees/fiches/telecharger-attestation-droits.json").json()
    [block] = [b for b in data["blocks"] if b["key"] == "faire-telecharger"]
    assert block["origin"] == "complement"
    assert "Service-public, fiche F10662" in block["source"]
    assert "10/04/2024" in block["source_date"]
