"""Addresses that messages, printers and hands spoil still arrive."""

import pytest

FICHE = "/guide/creer-compte-ameli/"
SPOILED = [
    *(FICHE + end for end in (".", ",", ")", "].", "%20", "%C2%A0", "%E2%80%8B", "»")),
    *(FICHE + end for end in ('"', "amp/", "index.html", "&utm_source=sms", "%23")),
    *(FICHE + end for end in ("...", "*", "_", "%0A", "%3E", "'", "%22%3E")),
    *("/guide/creer-compte-ameli.html", "/GUIDE/Creer-Compte-Ameli/"),
    *("//guide//creer-compte-ameli//", "/guide/creer_compte_ameli/"),
    *("/guide/creer%20compte%20ameli/", "/guide/créer-compte-ameli/"),
    *(
        "/creer-compte-ameli/",
        "/fiches/creer-compte-ameli",
        "/demarches/creer-compte-ameli/",
    ),
]


@pytest.mark.parametrize("address", SPOILED)
def test_a_spoiled_address_of_a_page_leads_to_it(reader, address):
    answer = reader.get(address, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == FICHE


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/contact/", "/contacts/"),
        ("/contacts.", "/contacts/"),
        ("/Feuille-De-Route/", "/feuille-de-route/"),
        ("/imprimer/.", "/imprimer/"),
        ("/fichiers)", "/fichiers/"),
        ("/code-personnel.", "/code-personnel/"),
        ("/accueil", "/"),
        ("/lexique/rib/", "/lexique/#rib"),
        ("/Contacts/Telephone-3646/", "/contacts/#telephone-3646"),
        (FICHE + "%23etapes", FICHE + "#etapes"),
        (FICHE + "%3Fedition=1", FICHE + "?edition=1"),
        (FICHE + "verifier/.", FICHE + "verifier/"),
        ("/sitemap.xml.", "/sitemap.xml"),
    ],
)
def test_the_pages_of_the_site_are_found_again(reader, address, meant):
    answer = reader.get(address)
    while answer.status_code == 301 and answer["Location"] != meant:
        answer = reader.get(answer["Location"])
    assert answer["Location"] == meant


@pytest.mark.parametrize("address", ["/nexiste-pas/", "/guide/nexiste-pas/", "/x)/."])
def test_what_names_no_page_is_still_a_lost_page(reader, address):
    assert reader.get(address).status_code == 404


def test_a_repaired_address_keeps_its_own_query(reader):
    answer = reader.get("/guide/Creer-Compte-Ameli/?fait=rib")
    assert answer["Location"] == FICHE + "?fait=rib"
