"""The home of the desk offers each role what it may do."""

import html
import re

import pytest

from content.models import Term
from tests.support.desk import address_of, decide, form_data, row, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("name", "offered", "not_offered"),
    [
        ("rene", "/gestion/fichiers/guide.zip", 'href="/gestion/fichiers/"'),
        ("lea", 'href="/gestion/fichiers/"', "/gestion/fichiers/guide.zip"),
    ],
)
def test_a_writer_is_offered_no_page_that_refuses_them(
    staff, name, offered, not_offered
):
    home = staff[name].get("/gestion/").content.decode()
    assert offered in home and not_offered not in home


@pytest.mark.parametrize("name", ["rene", "lea", "ada"])
def test_every_recent_act_leads_where_its_author_may_go(staff, name):
    save(staff[name], row(), summary="Écrit aujourd'hui.")
    decide(staff[name], "relecture", note="À lire.")
    place = "/gestion/content/term/add/"
    sent = form_data(staff[name], place) | {
        "slug": "zut",
        "term": "Zut",
        "definition": "Un mot.",
    }
    assert staff[name].post(place, sent).status_code == 302
    staff[name].post(
        f"/gestion/content/term/{Term.objects.get(slug='zut').pk}/delete/",
        {"post": "yes"},
    )
    home = html.unescape(staff[name].get("/gestion/").content.decode())
    listed = home.partition("Mes actions récentes")[2]
    assert "envoyé en relecture. À lire." in listed and "Zut" in listed
    found = re.findall(r'<a href="(/gestion/[^"]+)"', listed)
    assert address_of("change") in found
    for address in found:
        assert staff[name].get(address).status_code == 200, address
