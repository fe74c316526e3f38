"""Contacts by what the person can do: the right door first."""

import html
import re

import pytest

from content.snapshot import store

pytestmark = pytest.mark.usefixtures("published")


def doors(page):
    """The ways to reach the CPAM that a page proposes, in order."""
    ways = page.partition('class="ways"')[2].partition("</ul>")[0]
    return [html.unescape(t) for t in re.findall(r'<a href="[^"]+">(.*?)</a>', ways)]


def by_situation(page):
    """What the page of contacts proposes, by what the person can do."""
    told = html.unescape(page.partition('class="by-means"')[2].partition("</dl>")[0])
    return {
        words: re.findall(r"<a [^>]*>(.*?)</a>", ways)
        for words, ways in re.findall(r"<dt>(.*?)</dt>(.*?)</div>", told, re.S)
    }


def test_each_situation_has_its_right_door_first(reader):
    found = by_situation(reader.get("/contacts/").content.decode())
    assert found["Elle ne peut pas se connecter"][0] == "Appeler le 3646"
    assert "messagerie" in found["Elle peut ouvrir son compte"][0]
    assert "sourde" in found["Elle n'entend pas, ou entend mal"][0]
    no_phone = found["Elle n'a pas de téléphone"]
    assert not any("3646" in way or "sourde" in way for way in no_phone)
    assert any("Écrire à l'Assurance Maladie" in way for way in no_phone)


def test_the_door_of_who_does_not_hear_stands_beside_the_phone(reader):
    for entry in store.current_snapshot().pages.values():
        if entry.kind not in ("procedure", "trouble"):
            continue
        page = reader.get(entry.address).content.decode()
        found = doors(page)
        phone = found.index("Appeler le 3646")
        assert "sourde" in found[phone + 1], entry.slug
        told = html.unescape(page.partition('class="ways"')[2].partition("</ul>")[0])
        assert "Complément, hors du guide" in told and "F265" in told


def test_its_address_is_written_out_and_on_paper_too(reader):
    address = "www.elioz.fr/elioz-connect/annuaire/assurance-maladie-annuaire"
    for place in (
        "/depannage/connexion-impossible/",
        "/feuille-de-route/?fiche=payer-creance",
    ):
        assert address in reader.get(place).content.decode()


def test_its_door_leads_to_the_words_that_tell_it(reader):
    page = reader.get("/contacts/").content.decode()
    [anchor] = set(re.findall(r'href="/contacts/#([a-z-]*sourde[a-z-]*)"', page))
    assert f'id="{anchor}"' in page
