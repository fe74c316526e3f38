"""What others hold of a page follows its new name; the feed names itself for good."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from content.snapshot import store

OLD, NEW = "ancien-nom-de-la-fiche", "changer-adresse"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def renamed(published):
    snapshot = store.current_snapshot()
    snapshot.aliases[OLD] = snapshot.pages[NEW]
    yield Client()
    del snapshot.aliases[OLD]


@pytest.mark.parametrize("address", [f"/carte/{OLD}/", f"/qr/{OLD}.svg"])
def test_a_card_and_a_code_follow_a_rename_in_place(renamed, address):
    answer = renamed.get(address)
    assert answer.status_code == 200
    assert answer.content == renamed.get(address.replace(OLD, NEW)).content


def test_data_follow_a_rename_under_the_new_name(renamed):
    data = renamed.get(f"/donnees/fiches/{OLD}.json")
    assert data.status_code == 200 and data.json()["slug"] == NEW


def test_the_feed_has_an_author_and_ids_that_no_host_changes(reader):
    feeds = [
        ElementTree.fromstring(
            reader.get("/actualites.atom", headers={"host": h}).content
        )
        for h in ("localhost", "127.0.0.1")
    ]
    assert feeds[0].findtext(f"{ATOM}author/{ATOM}name") == "Guide du compte ameli"
    ids = [[node.text for node in feed.iter(f"{ATOM}id")] for feed in feeds]
    assert ids[0] == ids[1] and all(text.startswith("urn:uuid:") for text in ids[0])


def test_the_first_day_announces_no_page_one_by_one(reader):
    feed = reader.get("/actualites.atom").content.decode()
    assert "Nouvelle fiche" not in feed
