"""What other sites and printed sheets take from the guide: data, card, feed, QR."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from content.pages.publications import real_changes
from content.snapshot import store
from content.snapshot.entries import Entry, News, Past
from guide_portal.roadmap.resolution import FICHES

SLUG = "creer-compte-ameli"


def test_every_page_is_data_with_its_edition_and_licence(reader):
    answer = reader.get("/donnees/fiches.json")
    pages = answer.json()["pages"]
    assert len(pages) == 65
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for page in pages:
        one = reader.get(f"/donnees/fiches/{page['slug']}.json").json()
        assert one["edition"] == page["edition"] == 1
        assert one["licence"].endswith("/mentions-legales/#licence")
        for block in one["blocks"]:
            assert block["text"], (page["slug"], block["key"])


def test_a_block_of_a_page_is_served_as_json(reader):
    data = reader.get(f"/donnees/fiches/{SLUG}/rib.json").json()
    assert (data["key"], data["kind"], data["text"]) == ("rib", "requirements", "RIB")
    assert data["url"].endswith(f"/guide/{SLUG}/?edition=1#rib")


@pytest.mark.parametrize("path", ["nexiste-pas.json", f"{SLUG}/nexiste-pas.json"])
def test_unknown_data_say_so_in_french(reader, path):
    answer = reader.get(f"/donnees/fiches/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"] == "« nexiste-pas » n'existe pas ici."


def test_the_card_alone_may_be_framed_by_the_partners(server):
    card = server.ask(f"/carte/{SLUG}/")
    policy = card.headers["Content-Security-Policy"]
    assert "frame-ancestors https://travailleurs-sociaux-cpam75.fr" in policy
    assert card.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert card.headers["Guide-Embed"] is None
    page = server.ask(f"/guide/{SLUG}/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_a_card_of_a_page_that_is_no_more_leads_on(reader):
    assert reader.get("/carte/nexiste-pas/").status_code == 404


def test_the_feed_is_valid_and_points_to_editions(reader, monkeypatch):
    snapshot = store.current_snapshot()
    changed = [
        news._replace(edition=2, note="Une étape a changé.")
        for news in snapshot.news
        if news.slug in snapshot.pages
    ]
    assert len(changed) > 50
    monkeypatch.setattr(snapshot, "news", changed)
    tree = ElementTree.fromstring(reader.get("/actualites.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = tree.findall(f"{atom}entry")
    assert len(entries) == 50
    ids = [entry.find(f"{atom}id").text for entry in entries]
    assert len(set(ids)) == 50
    for entry in entries:
        assert "?edition=2" in entry.find(f"{atom}link").get("href")


def test_home_and_the_feed_tell_real_changes_only():
    now = datetime.now(UTC)
    past = [Past(1, 1, now, ""), Past(2, 2, now, ""), Past(3, 3, now, "")]
    entry = Entry("procedure", "a", 3, now, {"title": "A"}, "/a/", {"x": [3, ""]}, past)
    told = [News("a", number, now, "", False) for number in (3, 2, 1)]
    opening = [News(f"p{n}", 1, now, "", False) for n in range(20)]
    snapshot = SimpleNamespace(
        pages={"a": entry} | {n.slug: entry for n in opening},
        aliases={},
        retired={},
        news=[*told, *opening],
    )
    found = real_changes(snapshot)
    assert [(item.news.slug, item.news.edition) for item in found] == [("a", 3)]


def test_the_booklet_holds_every_entry_and_all_its_words(reader):
    text = reader.get("/imprimer/").content.decode()
    for slug, entry in store.current_snapshot().pages.items():
        assert (f'id="{slug}"' in text) is (entry.kind in FICHES), slug
    assert "Cliquer sur" in text and "<strong>Site web" in text


def test_a_chapter_prints_alone(reader):
    text = reader.get("/imprimer/suivi/").content.decode()
    assert 'id="suivre-remboursements"' in text and f'id="{SLUG}"' not in text
    assert reader.get("/imprimer/nexiste-pas/").status_code == 404


def test_shared_links_carry_the_edition_and_the_plain_one_is_canonical(reader):
    text = reader.get(f"/guide/{SLUG}/").content.decode()
    assert f'data-copy="http://testserver/guide/{SLUG}/?edition=1"' in text
    assert re.search(rf'rel="canonical" href="http://testserver/guide/{SLUG}/"', text)


def test_the_copy_for_offline_lists_only_pages_that_open(reader):
    copy = reader.get("/hors-ligne.json").json()
    assert copy["number"] == store.current_snapshot().number
    for page in copy["pages"]:
        assert reader.get(page).status_code == 200, page
    assert "/guide/creer-compte-ameli/" in copy["pages"]


def test_the_manifest_asks_for_nothing(reader):
    manifest = reader.get("/manifest.webmanifest").json()
    assert manifest["start_url"] == "/" and "permissions" not in manifest
