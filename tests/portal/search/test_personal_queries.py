"""What names a person is neither searched, shown, nor left in an address."""

import pytest

NIR = "1\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a036"
PERSONAL = [NIR, "06/12/34/56/78", "amina . diallo @ exemple . fr", "12 mai 1985"]


@pytest.mark.parametrize("typed", PERSONAL)
def test_a_search_with_something_personal_leads_to_one_without(reader, typed):
    answer = reader.get("/recherche/", {"q": f"attestation {typed}", "fiche": "x"})
    assert answer.status_code == 302
    assert answer["Location"] == "/recherche/?q=attestation&fiche=x&masque=1"
    page = reader.get(answer["Location"]).content.decode()
    assert "rien de personnel" in page and "data-slug" in page


@pytest.mark.parametrize("typed", PERSONAL)
def test_the_live_search_puts_the_blanked_words_in_the_address(reader, typed):
    answer = reader.get("/recherche/", {"q": typed}, headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"].startswith("/recherche/?q=")
    text = answer.content.decode() + answer["HX-Replace-Url"]
    for piece in ("006", "34/56", "diallo", "1985"):
        assert piece not in text


@pytest.mark.parametrize("typed", PERSONAL)
def test_data_and_suggestions_never_echo_it(reader, typed):
    data = reader.get("/recherche.json", {"q": typed}).json()
    assert not any(sign.isdigit() or sign == "@" for sign in data["query"])
    assert "diallo" not in data["query"]
    assert reader.get("/recherche/suggestions/", {"q": typed}).status_code == 200


def test_a_lost_address_is_told_without_its_numbers(reader):
    page = reader.get("/guide/amina.diallo@exemple.fr/").content.decode()
    assert "diallo" not in page.partition("</head>")[2].partition("<main")[2]


def test_an_ordinary_search_keeps_its_address(reader):
    answer = reader.get("/recherche/", {"q": "délai de 48 heures, le 3646"})
    assert answer.status_code == 200 and "personnel ici" not in answer.content.decode()
