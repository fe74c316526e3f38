"""Links to a result that messages spoiled: the same verdict, or it is said."""

import pytest

CHECK = "/guide/creer-compte-ameli/verifier/"
WHOLE = "numero=oui&chiffre=un-ou-deux&droits=oui&affiliation=general&vitale=non"
WHOLE += "&identite=oui"
SAID = "Possible, avec un code provisoire"
DATE = "/depannage/code-oublie/"


@pytest.mark.parametrize(
    "end", ["", ".", ")", ",", "%C2%A0%C2%BB", "%20", "%20merci", "?fbclid=1", "&utm=x"]
)
def test_a_result_keeps_its_verdict_whatever_follows_its_link(reader, end):
    page = reader.get(f"{CHECK}?{WHOLE}{end}").content.decode()
    assert SAID in page and "data-damaged" not in page


def test_a_link_in_capitals_is_the_same(reader):
    page = reader.get(f"{CHECK}?{WHOLE.upper()}").content.decode()
    assert SAID in page


def test_an_answer_that_is_none_is_told(reader):
    page = reader.get(f"{CHECK}?{WHOLE.replace('vitale=non', 'vitale=peut')}")
    assert "data-damaged" in page.content.decode()
    assert "data-damaged" not in reader.get(CHECK).content.decode()


@pytest.mark.parametrize("end", [".", ")", "%20", "?fbclid=1", "%C2%BB", ","])
def test_a_date_is_understood_whatever_follows_its_link(reader, end):
    address = "/guide/changer-nom-usage/delais/quinze-jours/?depuis="
    for typed in ("2026-11-24", "2026-11-24T10:30", "24/11/2026"):
        good = reader.get(address + typed).content.decode()
        page = reader.get(address + typed + end).content.decode()
        day = good.split('data-deadline="')[1][:25]
        assert f'data-deadline="{day}"' in page, typed


def test_a_document_that_left_is_asked_for_and_not_begun_again(reader):
    for address in (
        "/guide/obtenir-decomptes-complementaire/delais/telechargeable-27-mois/",
        "/guide/obtenir-releve-fiscal/delais/disponible-6-mois/",
    ):
        page = reader.get(address, {"depuis": "2023-01-31"}).content.decode()
        assert "le demander à la CPAM" in page and "recommencer" not in page
        assert ".ics" not in page
