"""Every page: its address, its anchors, its marks, and every link it makes."""

import json
import re
from xml.etree import ElementTree

import pytest

from content.snapshot import store

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def sitemap(client) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [re.sub(r"^https?://[^/]+", "", loc.text) for loc in tree.iter(SITEMAP)]


def test_the_65_entries_answer_at_their_contract_address(reader, site):
    for slug, entry in store.current_snapshot().pages.items():
        page, _, anchor = entry.address.partition("#")
        assert page in site, slug
        assert not anchor or anchor in site[page].ids, slug
    pages = store.current_snapshot().pages.values()
    fiches = [p for p in pages if p.kind in ("procedure", "trouble", "resource")]
    assert len(fiches) == 65


def test_every_link_and_fragment_leads_somewhere(site):
    for address, page in site.items():
        for link in page.links:
            assert link not in ("", "#"), address
            target, _, anchor = link.partition("#")
            target = target or address
            if target.startswith("/") and anchor:
                assert anchor in site[target.partition("?")[0]].ids, (address, link)


def test_links_out_of_the_site_are_plain_https(site):
    for address, page in site.items():
        for link in page.links:
            if not link.startswith(("/", "#")):
                assert link.startswith(("https://", "tel:", "mailto:", "sms:")), address


def test_a_page_has_one_h1_one_main_a_language_and_no_id_twice(site):
    for address, page in site.items():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == 1, address
        assert tags.count("main") == 1, address
        assert page.tags[0] == ("html", {"lang": "fr"}), address
        assert len(page.ids) == len(set(page.ids)), address
        assert page.links[0] == "#_contenu", address


def test_headings_never_skip_a_level(site):
    for address, page in site.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        steps = zip(levels, levels[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), (address, levels)


def test_a_page_loads_only_from_its_own_site_and_checks_its_scripts(site):
    for address, page in site.items():
        assert all(
            source.startswith("/") for source in page.loaded if ":" not in source
        )
        assert not [
            s
            for s in page.loaded
            if s.startswith("http") and "127" not in s and "testserver" not in s
        ], address
        for tag, attributes in page.tags:
            assert "style" not in attributes, address
            assert not [name for name in attributes if name.startswith("on")], address
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert attributes["integrity"].startswith("sha384-"), address


def test_the_sitemap_lists_every_page(reader, site):
    listed = sitemap(reader)
    assert len(listed) == len(set(listed))
    assert set(site) - set(listed) == {"/recherche/"}


def test_every_block_of_a_page_has_its_anchor(reader, site):
    for entry in store.current_snapshot().pages.values():
        page = site[entry.address.partition("#")[0]]
        for name in (
            "requirements",
            "steps",
            "notices",
            "deadlines",
            "remedies",
            "parts",
        ):
            for line in entry.record.get(name, []):
                assert line["key"] in page.ids, (entry.slug, line["key"])


@pytest.mark.parametrize(
    ("slug", "anchors"),
    [
        ("creer-compte-ameli", {"conditions", "documents", "etapes"}),
        (
            "inscrire-coordonnees-bancaires",
            {"conditions", "documents", "etapes", "delais"},
        ),
    ],
)
def test_the_blocks_keep_their_anchors(site, slug, anchors):
    assert anchors <= set(site[f"/guide/{slug}/"].ids)


def test_main_carries_the_edition_of_its_page(site):
    for address, page in site.items():
        [main] = [attributes for tag, attributes in page.tags if tag == "main"]
        assert main["data-edition"].isdigit(), address


def test_data_for_search_engines_is_valid_json(reader):
    html = reader.get("/guide/creer-compte-ameli/").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    kinds = [json.loads(block)["@type"] for block in blocks]
    assert kinds == ["BreadcrumbList", "HowTo"]
    html = reader.get("/rubriques/depannage/").content.decode()
    assert '"@type":"FAQPage"' in html


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("payer-creance", "Site web uniquement"),
        ("demander-aliments-sans-gluten", "Appli uniquement"),
        ("activer-biometrie", "Smartphone uniquement"),
        ("consulter-espace-prevention", "Appli : le guide ne le dit pas"),
        ("changer-adresse", "Site web ou appli : le guide ne précise pas"),
    ],
)
def test_a_channel_badge_never_draws_a_yes_from_silence(reader, slug, words):
    html = reader.get(f"/guide/{slug}/").content.decode().replace("\u00a0", " ")
    assert words in html


def test_nine_videos_are_announced_and_none_has_an_invented_address(reader):
    html = reader.get("/guide/tutoriels-video/").content.decode()
    assert "Les 9 démarches" in html
    assert 'href="#"' not in html


def test_a_complement_is_set_apart_with_its_source(reader):
    html = reader.get("/guide/demander-aliments-sans-gluten/").content.decode()
    assert "Complément, hors du guide" in html
    assert "16 novembre 2023" in html


def test_a_term_is_linked_at_its_first_use_only(reader):
    html = reader.get("/guide/creer-compte-sans-carte-vitale/").content.decode()
    assert html.count('href="/lexique/#code-provisoire"') == 1


def test_no_page_shows_the_code_of_a_sign(reader, site):
    """« d&#x27;utilisation » stood in the lexique: escaped twice."""
    for address in site:
        html = reader.get(address).content.decode()
        assert not re.search(r"&amp;(?:#\w+|nbsp|amp|quot|lt|gt);", html), address
