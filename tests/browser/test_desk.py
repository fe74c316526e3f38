"""The desk under the same strict policy as the pages, checked by axe."""

import os
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

PAGES = [
    "/gestion/",
    "/gestion/a-faire/",
    "/gestion/fichiers/",
    "/gestion/content/alert/add/",
    "/gestion/content/edition/",
    "/gestion/compte/2fa/",
    "/gestion/compte/2fa/totp/activate/",
    "/gestion/compte/2fa/webauthn/add/",
    "/gestion/compte/sessions/",
    "/gestion/compte/password/change/",
    "/gestion/admin/logentry/",
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
    page.get_by_text("27 combinaisons").wait_for()
    yield "drawing"
    page.goto("/gestion/procedures/procedure/")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")
    yield "change form of a page"
    page.get_by_role("link", name="Relire et publier").click()
    page.wait_for_url("**/relire/")
    yield "review"
    page.get_by_role("link", name="Aperçu sur la page").click()
    page.wait_for_url("**/apercu/**")
    yield "preview"
    page.go_back()
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="Édition 1").click()
    page.wait_for_url("**/edition/**")
    yield "compare"


def test_the_desk_breaks_no_policy(visit, account):
    visitor = visit()
    missing = []
    visitor.page.on(
        "response", lambda r: missing.append(r.url) if r.status > 399 else 0
    )
    for _ in walk(sign_in(visitor, account)):
        visitor.page.wait_for_load_state("networkidle")
        unchecked = visitor.page.locator("script[src^='/static/']:not([integrity])")
        assert unchecked.evaluate_all("all => all.map(s => s.outerHTML)") == []
    assert missing == []
    # Chromium's own advice on forms is no fault
    assert [c for c in visitor.complaints if not c.startswith("[DOM]")] == []
    assert {c["path"] for c in visitor.context.cookies()} <= {"/gestion/"}


def test_the_desk_passes_axe(visit, account):
    visitor = visit()
    visitor.open("/gestion/")
    assert visitor.axe() == []
    for screen in walk(sign_in(visitor, account)):
        assert visitor.axe() == [], screen


def test_lines_change_places_by_keyboard(visit, account):
    visitor = visit()
    page = sign_in(visitor, account)
    page.goto("/gestion/procedures/procedure/?q=creer-compte-ameli")
    page.get_by_role("link", name="Créer un compte ameli", exact=True).click()
    page.wait_for_url("**/change/**")
    places = page.locator(
        "#steps-group .inline-related:not(.empty-form) [name$=-place]"
    )
    first, second = places.nth(0), places.nth(1)
    names = first.get_attribute("name"), second.get_attribute("name")
    page.locator("#steps-group button.place").nth(1).press("Enter")
    assert places.nth(0).get_attribute("name") == names[1]
    assert places.nth(0).input_value() == "1" and places.nth(1).input_value() == "2"


def test_a_field_shows_what_readers_will_see(visit, account):
    page = sign_in(visit(), account)
    page.goto("/gestion/content/alert/add/")
    page.get_by_label("Texte").press_sequentially("**FranceConnect** en panne")
    page.locator(".prose-preview strong").wait_for()
