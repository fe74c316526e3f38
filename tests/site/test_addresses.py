"""Addresses: moved ones redirect, caches may keep pages, machines get their answers."""

import pytest

from tests.support.portal import public_paths

pytestmark = pytest.mark.usefixtures("published")

ONCE = ["/", "/contacts/", "/lexique/", "/plan-du-site/", "/accessibilite/"]


@pytest.mark.parametrize(
    "address", ["/guide/carte-vital-perdu/", "/nimporte/quoi", "/%00"]
)
def test_an_unknown_address_searches_its_own_words(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in answer.content.decode().replace("&#x27;", "'")
    if "perdu" in address:
        assert "/guide/declarer-perte-vol-carte-vitale/" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("/guide/code-oublie/", "/depannage/code-oublie/"),
        ("/guide/telephone-3646/", "/contacts/#telephone-3646"),
        ("/contacts/cgu/", "/contacts/#cgu"),
        ("/rubriques/contacts/", "/contacts/"),
        ("/rubriques/demarches-cartes/", "/rubriques/demarches/#cartes"),
        ("/depannage/payer-creance/", "/guide/payer-creance/"),
        ("/depannage/", "/rubriques/depannage/"),
    ],
)
def test_a_page_under_another_address_redirects(reader, typed, reached):
    answer = reader.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, reached)


def test_a_reading_page_refuses_to_be_written_to(reader):
    for address in ONCE:
        assert reader.post(address).status_code == 405


def test_a_page_can_be_kept_by_caches_but_soon_asks_again(reader):
    answer = reader.get("/guide/code-personnel/", follow=True)
    answer = reader.get("/guide/creer-compte-ameli/")
    assert "public" in answer.headers["Cache-Control"]
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "HX-Request"
    again = reader.get(
        "/guide/creer-compte-ameli/", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_the_qr_code_is_an_image_without_style(reader):
    answer = reader.get("/qr/creer-compte-ameli.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in answer.content


def test_probes_and_crawlers_get_their_answers(reader):
    assert reader.get("/livez").content == b"ok\n"
    assert "Sitemap:" in reader.get("/robots.txt").content.decode()
    assert "Expires:" in reader.get("/.well-known/security.txt").content.decode()


@pytest.mark.django_db
def test_ready_says_how_snapshot_and_database_are(client):
    state = client.get("/readyz").json()
    assert state["ready"] and state["pages"] == 65 + 4 + 61


def test_security_txt_is_renewed_before_it_expires():
    import datetime

    from guide_portal.sharing.crawlers import SECURITY_TXT_EXPIRES

    assert datetime.date.today() + datetime.timedelta(days=60) < SECURITY_TXT_EXPIRES


def test_search_engines_may_keep_what_the_site_map_lists_and_nothing_else(server):
    """The answers, dates and lists of one person are left out."""
    for path in public_paths(server.address):
        assert b"noindex" not in server.ask(path).body, path
    for path in (
        "/guide/inscrire-coordonnees-bancaires/verifier/?vitale=oui",
        "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
        "/feuille-de-route/?fiche=payer-creance",
        "/rendez-vous/?fiche=payer-creance",
        "/recherche/?q=rib",
    ):
        assert b"noindex" in server.ask(path).body, path
