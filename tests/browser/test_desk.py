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


def test_the_desk_breaks_no_policy_and_passes_axe(visit, account):
    visitor = visit()
    page = visitor.open("/gestion/")
    assert visitor.axe() == []
    page.get_by_label("Nom d’utilisateur").fill(account[0])
    page.get_by_label("Mot de passe").fill(account[1])
    page.get_by_role("button", name="Connexion").click()
    page.wait_for_url("**/gestion/")
    for address in PAGES:
        visitor.open(address)
        assert visitor.axe() == [], address
    page.goto("/gestion/procedures/check/")
    page.get_by_role("link", name="Peut-on inscrire le RIB en ligne").first.click()
    assert visitor.axe() == []
    page.get_by_role("link", name="Dessiner la table").click()
    page.get_by_text("18 combinaisons").wait_for()
    assert visitor.axe() == []
    page.goto("/gestion/procedures/procedure/")
    page.get_by_role("link", name="Payer une créance").click()
    assert visitor.axe() == []
    assert visitor.complaints == []
    assert {c["path"] for c in visitor.context.cookies()} <= {"/gestion/"}
