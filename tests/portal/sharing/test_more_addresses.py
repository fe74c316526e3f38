"""Forty more spoiled addresses, kept apart from those that the repair was written
with."""

import pytest

FICHE, TROUBLE = "/guide/changer-adresse/", "/depannage/code-oublie/"
SPOILED = [
    # what stands around an address in a message
    *((FICHE + end, FICHE) for end in (";", "!", "?)", ")).", "%E2%80%A6", "%5D(")),
    *((TROUBLE + end, TROUBLE) for end in ("%E2%80%9D", "%60", "%7C", "%7D", "-", ":")),
    ("/%22guide/changer-adresse/%22", FICHE),
    ("/%20guide/changer-adresse/", FICHE),
    # ends that programs add
    ("/guide/changer-adresse.htm", FICHE),
    ("/guide/changer-adresse.php", FICHE),
    ("/guide/changer-adresse/index.php", FICHE),
    ("/depannage/code-oublie.HTML", TROUBLE),
    ("/depannage/code-oublie/amp", TROUBLE),
    ("/guide/changer-adresse&fbclid=IwAR0x", FICHE),
    ("/guide/changer-adresse/&amp;utm_medium=email", FICHE),
    # what a keyboard or a printer changes
    ("/GUIDE/CHANGER-ADRESSE", FICHE),
    ("/guide/changer+adresse/", FICHE),
    ("/guide/changer%20%20adresse/", FICHE),
    ("/guide/changer__adresse/", FICHE),
    ("/guide%5Cchanger-adresse%5C", FICHE),
    ("/guide/chang%C3%A9r-adress%C3%A8/", FICHE),
    ("/guide/changer-%E2%80%8Badresse/", FICHE),
    ("/guide/changer%C2%ADadresse/", None),
    ("///depannage///code-oublie", TROUBLE),
    ("/guide/guide/changer-adresse/", FICHE),
    # the right page in another place
    ("/depannage/changer-adresse/", FICHE),
    ("/guide/code-oublie/", TROUBLE),
    ("/rubriques/demarches/changer-adresse/", FICHE),
    ("/code-oublie", TROUBLE),
    # the site's own pages and tools
    ("/Plan-du-site.", "/plan-du-site/"),
    ("/plan_du_site/", "/plan-du-site/"),
    ("/LEXIQUE", "/lexique/"),
    ("/mentions%20legales", "/mentions-legales/"),
    ("/accessibilit%C3%A9/", "/accessibilite/"),
    ("/donn%C3%A9es-personnelles/", "/donnees-personnelles/"),
    ("/hors_ligne/)", "/hors-ligne/"),
    ("/rubriques/Suivi.", "/rubriques/suivi/"),
    ("/nouveaut%C3%A9s", "/nouveautes/"),
    ("/robots.txt.", "/robots.txt"),
    ("/Guide/Changer-Adresse/%23delais", FICHE),
]
# a soft hyphen glues two words: which ones, nobody can know
LOST = [address for address, meant in SPOILED if meant is None]


@pytest.mark.parametrize(("address", "meant"), [s for s in SPOILED if s[1]])
def test_forty_more_spoiled_addresses_arrive(reader, address, meant):
    answer = reader.get(address, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == meant


@pytest.mark.parametrize("address", LOST)
def test_an_address_that_cannot_be_known_again_suggests_its_page(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert FICHE in answer.content.decode()
