"""What programs read of the guide: calendars, data, manifest, address bar."""

import json
import re
from datetime import UTC
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import vobject
from django.contrib.staticfiles import finders
from icalendar import Calendar
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from PIL import Image

from content.snapshot import store
from guide_portal.sharing.offline import deadlines_of
from guide_portal.sharing.open_data import SCHEMAS
from procedures.rules.dates import PARIS

FICHE = "/guide/creer-compte-ameli/"


@pytest.mark.parametrize("start", ["2026-11-27T18:00", "2026-11-27"])
def test_every_event_is_read_alike_by_calendars(reader, start):
    addresses = [address for address, _ in deadlines_of(store.current_snapshot())]
    assert len(addresses) > 10
    for address in addresses:
        answer = reader.get(f"{address[:-1]}.ics", {"depuis": start})
        assert b"TZID" not in answer.content
        [event] = Calendar.from_ical(answer.content).walk("VEVENT")
        other = vobject.readOne(answer.content.decode()).vevent
        assert event["summary"] == other.summary.value
        assert event["dtstart"].dt == other.dtstart.value, address
        moment = event["dtstart"].dt
        if hasattr(moment, "hour"):
            assert moment.tzinfo.utcoffset(moment) == UTC.utcoffset(moment)
            page = reader.get(address, {"depuis": start}).content.decode()
            told = re.search(r'data-deadline="([^"]+)"', page)[1]
            assert moment.astimezone(PARIS).isoformat() == told


@pytest.fixture
def description(reader):
    return reader.get("/donnees/openapi.json").json()


def test_the_description_of_the_data_is_valid(description):
    validate(description)
    assert [server["url"] for server in description["servers"]] == ["http://testserver"]


SAMPLES = {
    "/donnees/fiches.json": ["/donnees/fiches.json"],
    "/donnees/fiches/{slug}.json": [
        "/donnees/fiches/creer-compte-ameli.json",
        "/donnees/fiches/connexion-impossible.json",
        "/donnees/fiches/telephone-3646.json",
    ],
    "/donnees/fiches/{slug}/{key}.json": [
        "/donnees/fiches/creer-compte-ameli/rib.json"
    ],
    "/recherche.json": ["/recherche.json?q=carte+vitale", "/recherche.json?q=horloge"],
}


def test_the_data_are_as_described(reader, description):
    assert set(description["paths"]) == set(SAMPLES)
    for path, addresses in SAMPLES.items():
        content = description["paths"][path]["get"]["responses"]["200"]["content"]
        name = content["application/json"]["schema"]["$ref"]
        schema = {"$ref": name, "components": {"schemas": SCHEMAS}}
        for address in addresses:
            data = reader.get(address).json()
            assert list(Draft202012Validator(schema).iter_errors(data)) == [], address
    lost = reader.get("/donnees/fiches/nexiste-pas.json")
    schema = {"$ref": "#/components/schemas/Erreur"}
    schema |= {"components": {"schemas": SCHEMAS}}
    assert list(Draft202012Validator(schema).iter_errors(lost.json())) == []


def test_a_block_says_whether_it_is_of_the_guide(reader):
    blocks = reader.get("/donnees/fiches/creer-compte-ameli.json").json()["blocks"]
    assert {block["origin"] for block in blocks} == {"guide", "complement"}
    for block in blocks:
        assert block["source"], block
        assert (block["origin"] == "guide") <= block["source"].startswith("CPAM")


@pytest.mark.parametrize(
    "address",
    [
        *("/qr/creer-compte-ameli.svg", "/recherche.json?q=rib", "/actualites.atom"),
        *("/donnees/fiches.json", "/donnees/openapi.json"),
        "/donnees/fiches/nexiste-pas.json",
    ],
)
def test_any_origin_may_read_what_is_public(server, address):
    answer = server.ask(address)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers.get_all("Cross-Origin-Resource-Policy") == ["cross-origin"]


@pytest.mark.parametrize("address", [FICHE, "/f/qr.svg?AagByAIABhwdKS8lFZV-"])
def test_what_is_a_person_s_stays_with_our_own_pages(server, address):
    answer = server.ask(address)
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_machine_is_told_where_the_guide_is_and_what_to_believe(reader):
    text = reader.get("/llms.txt").content.decode()
    assert text.startswith("# Guide du compte ameli")
    links = re.findall(r"\]\(http://testserver(/[^)]*)\)", text)
    assert len(links) > 65 and len(set(links)) == len(links)
    for link in links:
        assert reader.get(link.partition("#")[0]).status_code == 200, link
    assert "« complement »" in text and "numéro de Sécurité sociale" in text


@pytest.mark.parametrize("address", ["/", FICHE, "/recherche/?q=rib", "/f/", "/avis/"])
def test_every_page_may_be_put_among_the_applications_of_a_phone(reader, address):
    page = reader.get(address).content.decode()
    for mark in ('rel="manifest"', 'rel="apple-touch-icon"', 'name="theme-color"'):
        assert page.count(mark) == 1, mark


def test_the_icons_of_the_manifest_are_images_of_their_size(reader):
    icons = reader.get("/manifest.webmanifest").json()["icons"]
    pictures = [icon for icon in icons if icon["type"] == "image/png"]
    sizes = {(icon["sizes"], icon["purpose"]) for icon in pictures}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in pictures:
        name = re.sub(r"\.[0-9a-f]{12}(?=\.png)", "", icon["src"].split("/static/")[1])
        with Image.open(finders.find(name)) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]


def test_the_address_bar_of_a_browser_suggests_pages(reader):
    tree = ElementTree.fromstring(reader.get("/opensearch.xml").content)
    kinds = {
        node.get("type"): node.get("template")
        for node in tree.iter()
        if node.get("template")
    }
    template = kinds["application/x-suggestions+json"]
    asked = urlsplit(template.replace("{searchTerms}", "carte+vitale"))
    answer = reader.get(f"{asked.path}?{asked.query}")
    query, titles, labels, addresses = answer.json()
    assert query == "carte vitale"
    assert "Commander une carte Vitale" in titles
    assert len(titles) == len(labels) == len(addresses) <= 6


def test_the_ways_of_a_step_are_alternatives_for_search_engines(reader):
    html = reader.get("/guide/creer-compte-sans-carte-vitale/").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    [how] = [b for b in map(json.loads, blocks) if b["@type"] == "HowTo"]
    ways = [
        step["itemListElement"] for step in how["step"] if "itemListElement" in step
    ]
    assert ways and all(len(way) > 1 for way in ways)
    texts = [way["text"] for way in ways[0]]
    assert texts[0].startswith("Téléphone : ") and texts[1].startswith("Agence")
