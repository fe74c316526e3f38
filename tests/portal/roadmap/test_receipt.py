"""The receipt: what was done, what comes next, whom to call; nothing is kept."""

import html
import re

import pytest

pytestmark = pytest.mark.usefixtures("published")
SLUG = "telecharger-attestation-droits"
ASKED = f"/recu/?fiche={SLUG}&fiche=code-oublie&fait={SLUG}.faire-telecharger"


def words(reader, address):
    page = reader.get(address).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_receipt_says_what_is_done_and_what_is_left(reader):
    text = words(reader, ASKED)
    [part] = re.findall(
        r"Télécharger une attestation de droits Ce qui est fait.*?J'ai oublié", text
    )
    done, left = part.split("Ce qui reste à faire")
    assert "puis la télécharger." in done and "Ouvrir le compte ameli." in left
    assert "Votre code n'a été noté nulle part." in text
    assert "L'email a une durée de validité de 30 minutes." in text
    assert "/f/?" in text and "3646" in text


def test_the_receipt_keeps_nothing_and_has_a_large_print(reader):
    answer = reader.get(ASKED)
    assert not answer.cookies
    assert 'name="robots" content="noindex"' in answer.content.decode()
    large = reader.get(ASKED + "&taille=grand").content.decode()
    assert "receipt large" in large and "Taille normale" in large


def test_a_receipt_without_a_list_says_where_to_begin(reader):
    assert "feuille de route" in words(reader, "/recu/")
    assert "Aucune fiche ne s'appelle" in words(reader, "/recu/?fiche=nexiste-pas")


def test_a_list_leads_to_its_receipt_with_its_ticks(reader):
    page = reader.get(f"/feuille-de-route/?fiche={SLUG}&fait={SLUG}.faire-telecharger")
    [link] = re.findall(r'href="(/recu/\?[^"]+)"', page.content.decode())
    assert "faire-telecharger" in link
