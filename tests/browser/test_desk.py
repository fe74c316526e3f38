"""The desk under the same strict policy as the pages, checked by axe."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PAGES = [
    "/gestion/",
    "/gestion/procedures/procedure/",
    "/gestion/procedures/check/",
    "/gestion/content/synonym/",
    "/gestion/guide_portal/failedsearch/",
]


@pytest.fixture(scope="module")
def account(server):
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "create_staff",
            "camille",
            "--role",
            "administrateur",
        ],
        cwd=ROOT,
        env=os.environ
        | {
            "GUIDE_DATA": str(server.data),
            "GUIDE_STAFF_PASSWORD": "une phrase bien longue",
        },
        check=True,
    )
    return "camille", "une phrase bien longue"


def sign_in(visitor, account):
    page = visitor.open("/gestion/")
    page.get_by_label("Nom d’utilisateur").fill(account[0])
    page.get_by_label("Mot de passe").fill(account[1])
    page.get_by_role("button", name="Connexion").click()
    page.wait_for_url("**/gestion/")
    return page


def walk(page):
    """Every kind of screen of the desk, one after the other."""
    for address in PAGES:
        page.goto(address)
        yield address
    page.get_by_role("link", name="Recherches sans réponse").first.click()
    page.goto("/gestion/procedures/check/")
    page.get_by_role("link", name="Peut-on inscrire le RIB en ligne").first.click()
    page.wait_for_url("**/change/**")
    yield "change form of a check"
    page.get_by_role("link", name="Dessiner la table").click()
    page.get_by_text("18 combinaisons").wait_for()
    yield "drawing"
    page.goto("/gestion/procedures/procedure/")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")
    yield "change form of a page"


def test_the_desk_breaks_no_policy(visit, account):
    visitor = visit()
    missing = []
    visitor.page.on(
        "response", lambda r: missing.append(r.url) if r.status > 399 else 0
    )
    for _ in walk(sign_in(visitor, account)):
        visitor.page.wait_for_load_state("networkidle")
    assert missing == []
    assert visitor.complaints == []
    assert {c["path"] for c in visitor.context.cookies()} <= {"/gestion/"}


def test_the_desk_passes_axe(visit, account):
    visitor = visit()
    visitor.open("/gestion/")
    assert visitor.axe() == []
    for screen in walk(sign_in(visitor, account)):
        assert visitor.axe() == [], screen
