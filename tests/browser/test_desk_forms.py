"""The long forms of the desk in a browser: order of lines, live table, leaving."""

import pytest

from tests.support.commands import attempt
from tests.support.portal import PASSWORD

CHECK = "Peut-on inscrire le RIB en ligne"


@pytest.fixture(scope="module")
def account(server):
    own = {"GUIDE_STAFF_PASSWORD": PASSWORD}
    attempt("create_staff", "dominique", "--role", "administrateur",
            data=str(server.data), **own)  # fmt: skip
    return "dominique"


@pytest.fixture
def page(visit, account):
    page = visit().open("/gestion/")
    page.get_by_label("Nom d’utilisateur").fill(account)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Connexion").click()
    page.wait_for_url("**/gestion/")
    return page


def open_check(page):
    page.goto("/gestion/procedures/check/")
    page.get_by_role("link", name=CHECK).first.click()
    page.get_by_text("combinaisons").wait_for()


def drawn_rules(page) -> list[str]:
    return page.locator(".live table").first.locator("tbody th").all_inner_texts()


def test_the_live_table_follows_a_rule_that_moves(page):
    open_check(page)
    before = drawn_rules(page)
    page.locator("#rules-group button.place").nth(1).press("Enter")
    page.wait_for_function(
        "key => { const live = document.querySelector('.live');"
        " return !live.querySelector('tbody th') ||"
        " live.querySelector('tbody th').textContent === key }",
        arg=before[1],
    )


def test_an_added_line_has_its_buttons_and_its_preview(page):
    page.goto("/gestion/procedures/procedure/?q=creer-compte-ameli")
    page.get_by_role("link", name="Créer un compte ameli", exact=True).click()
    page.wait_for_url("**/change/**")
    group = page.locator("#steps-group")
    lines = group.locator(".inline-related:not(.empty-form)")
    count = lines.count()
    group.locator(".add-row a").click()
    added = lines.nth(count)
    added.locator("button.place").first.press("Enter")
    assert lines.nth(count - 1).locator("[name$=-key]").input_value() == ""
    moved = lines.nth(count - 1)
    assert moved.locator("[name$=-place]").input_value() == str(count)
    moved.locator("textarea[name$=-text]").press_sequentially("**Neuf**")
    moved.locator(".prose-preview strong").first.wait_for()


def test_leaving_a_changed_form_asks_and_saving_does_not(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto("/gestion/procedures/procedure/?q=payer-creance")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")
    page.get_by_label("Résumé").press_sequentially(" Et voilà.")
    page.get_by_role("link", name="Relire et publier").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and "/change/" in page.url
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_text("avec succès").or_(page.locator(".messagelist")).first.wait_for()
    page.get_by_role("link", name="Relire et publier").click()
    page.wait_for_url("**/relire/")
    assert asked == ["beforeunload"]


def test_a_session_over_keeps_the_text_and_gives_it_back(page):
    page.goto("/gestion/procedures/procedure/?q=payer-creance")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")
    page.get_by_label("Résumé").fill("Un résumé tapé pendant une heure.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_text("Votre session est terminée").first.wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Se connecter").click()
    login = opened.value
    login.get_by_label("Nom d’utilisateur").fill("dominique")
    login.get_by_label("Mot de passe").fill(PASSWORD)
    login.get_by_role("button", name="Connexion").click()
    login.wait_for_url("**/gestion/")
    page.get_by_role("button", name="Reprendre mon texte").click()
    page.get_by_text("Votre texte est de retour").wait_for()
    assert page.get_by_label("Résumé").input_value().startswith("Un résumé tapé")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.locator(".messagelist .success").wait_for()


def test_the_pages_that_keep_a_text_pass_axe(visit, account):
    places, visitors = [], [visit(), visit()]
    for visitor in visitors:
        page = visitor.open("/gestion/")
        page.get_by_label("Nom d’utilisateur").fill(account)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Connexion").click()
        page.wait_for_url("**/gestion/")
        page.goto("/gestion/procedures/procedure/?q=changer-adresse")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url("**/change/**")
        page.get_by_label("Résumé").fill(f"Texte {len(places)}.")
        places.append(page)
    for page in places:
        page.get_by_role("button", name="Enregistrer et continuer").click()
        page.wait_for_load_state()
    places[1].get_by_role("heading", name="a changé pendant que").wait_for()
    assert visitors[1].axe() == []
    places[0].get_by_role("link", name="Brouillons gardés").click()
    places[0].locator("details summary").first.click()
    assert visitors[0].axe() == []
    places[1].get_by_label("Votre texte").first.check()
    places[1].context.clear_cookies(name="sessionid")
    places[1].get_by_role("button", name="Enregistrer").click()
    places[1].get_by_role("button", name="Reprendre mon texte").wait_for()
    assert visitors[1].axe() == []
