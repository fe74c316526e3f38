"""The tools, with and without JavaScript, at the keyboard, checked by axe."""

import re

import pytest
from playwright.sync_api import expect

CHECK = "/guide/creer-compte-ameli/verifier/"
BANK = "/guide/inscrire-coordonnees-bancaires/verifier/"
ENTRY = "/guide/creer-compte-ameli/"
CARD_REFUSED = "/depannage/commande-carte-vitale-impossible/"


def test_one_question_at_a_time_from_the_keyboard(visit):
    visitor = visit(width=375)
    page = visitor.open(BANK)
    expect(page.locator("[data-question]")).to_have_count(1)
    assert visitor.axe() == []
    for key in ("tentative", "vitale", "email"):
        if key != "tentative":  # the focus follows the questions
            expect(page.locator(f"[data-question={key}]")).to_be_focused()
        page.locator(f"[data-question={key}] input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(f"[data-question={key}]")).to_have_count(0)
    verdict = page.locator("[data-verdict]")
    assert verdict.get_attribute("data-verdict") == "ok"
    expect(verdict).to_be_focused()
    assert visitor.axe() == []
    page.get_by_role("button", name="Changer : A-t-elle une carte Vitale").click()
    page.locator("[data-question=vitale]").wait_for()
    assert page.url.endswith(BANK)  # no answer in the address
    page.get_by_role("link", name="Recommencer").click()
    page.locator("[data-question=tentative]").wait_for()
    assert visitor.complaints == []


def test_the_questions_open_inside_the_page(visit):
    page = visit().open(ENTRY)
    page.get_by_role("link", name="Répondre à quelques questions").click()
    page.locator("[data-question=numero]").wait_for()
    assert page.url.endswith(ENTRY)
    assert page.locator("[data-question]").count() == 1  # one at a time


def test_without_javascript_all_questions_at_once(visit):
    visitor = visit(javascript=False)
    page = visitor.open(CHECK)
    assert page.locator("[data-question]").count() == 9
    page.locator("input[name=numero][value=non]").check()
    page.get_by_role("button", name="Voir le résultat").click()
    verdict = page.locator("[data-verdict]").first
    expect(verdict).to_have_attribute("data-verdict", "bloque")
    assert page.locator("input[name=numero][value=non]").is_checked()


def test_ticks_go_to_the_address_and_come_back_with_the_tab(visit):
    visitor = visit()
    page = visitor.open(ENTRY)
    page.get_by_label("RIB").check()
    page.wait_for_url("**/?fait=rib")
    page.get_by_text("1 sur 7 réuni").wait_for()
    assert visitor.axe() == []
    page.goto("/contacts/")
    page.goto(ENTRY)
    page.wait_for_url("**/?fait=rib")
    assert page.get_by_label("RIB").is_checked()
    page.get_by_role("link", name="Effacer mes coches").click()
    page.wait_for_url("**" + ENTRY)
    expect(page.get_by_label("RIB")).not_to_be_checked()
    keys = page.evaluate("Object.keys(sessionStorage)")
    assert [key for key in keys if key.startswith("coches")] == []


def test_clearing_all_leaves_no_tick_to_the_next_person(visit):
    page = visit().open(ENTRY)
    page.get_by_label("RIB").check()
    page.get_by_role("link", name="Personne suivante : tout effacer").click()
    page.wait_for_url("**/")
    assert page.evaluate("Object.keys(sessionStorage)") == ["personne"]


def test_without_javascript_a_button_keeps_the_ticks(visit):
    page = visit(javascript=False).open(ENTRY)
    page.get_by_label("RIB").check()
    page.get_by_role("button", name="Garder mes coches dans l'adresse").click()
    page.wait_for_url("**/?fait=rib")
    expect(page.get_by_label("RIB")).to_be_checked()


def test_no_typed_letter_ever_leaves_the_device(visit):
    visitor = visit(width=375)
    sent = []
    visitor.page.on("request", lambda request: sent.append(request.post_data or ""))
    page = visitor.open("/code-personnel/")
    page.get_by_label("Un exemple de code").fill("BonjourÉric75!")
    page.locator("[data-verdict]").wait_for()
    page.get_by_role("button", name="Afficher").click()
    page.get_by_role("button", name="Vérifier").click()
    page.wait_for_timeout(300)
    bodies = [body for body in sent if body]
    assert bodies and set(bodies) == {"code=Aaaaaaa%C3%A9aaa75!"}
    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "verifier"
    assert visitor.axe() == []
    assert visitor.complaints == []


def test_without_javascript_the_code_is_judged_and_the_page_says_what_is_sent(visit):
    page = visit(javascript=False).open("/code-personnel/")
    assert page.get_by_text("Le bouton envoie tout l'exemple").is_visible()
    page.get_by_label("Un exemple de code").fill("abcdefg1")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator("[data-rule=upper]")).to_have_attribute("data-result", "ko")
    assert page.get_by_label("Un exemple de code").input_value() == ""


def test_a_deadline_is_computed_in_place(visit):
    visitor = visit(width=375)
    page = visitor.open("/guide/creer-compte-sans-carte-vitale/delais/code-provisoire/")
    page.get_by_label("Date et heure").fill("2026-11-27T10:00")
    page.get_by_role("button", name="Calculer").click()
    page.get_by_text("dimanche 29 novembre 2026 à 10 h").wait_for()
    assert "depuis=2026-11-27T10" in page.url
    assert visitor.axe() == [] and visitor.complaints == []


def test_from_what_is_on_screen_to_the_right_problem_in_two_choices(visit):
    visitor = visit(width=375)
    page = visitor.open("/rubriques/depannage/")
    page.locator("summary", has_text="Attestation de droits").click()
    assert visitor.axe() == []
    page.get_by_role("link", name="pour ALD n'apparaît pas").click()
    page.wait_for_url("**/depannage/ald-absente-attestation/")


def test_the_ready_texts_are_filled_and_copied_on_the_device(visit):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open(CARD_REFUSED)
    page.get_by_text("Que dire à la CPAM").click()
    page.get_by_text("Message pour la messagerie").click()
    page.get_by_text("À dire au téléphone").click()
    letter, script = page.locator(".messages textarea").all()
    assert "essayé" not in letter.input_value()
    script.fill(script.input_value().replace("[prénom de l'aidant]", "Camille"))
    page.locator("[data-check=message-erreur]").check()
    expect(letter).to_have_value(re.compile("- lisez attentivement le message"))
    assert "Camille" in script.input_value()  # what one wrote stays
    before = len(visitor.requests)
    page.get_by_role("button", name="Copier", exact=True).first.click()
    page.wait_for_timeout(100)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == letter.input_value()
    assert len(visitor.requests) == before
    assert visitor.axe() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_state_of_the_tools_passes_axe_at_320_pixels(visit, dark):
    visitor = visit(width=320, dark=dark)
    for address in (
        CHECK + "?numero=non", CHECK + "?numero=inconnu&chiffre=un-ou-deux&droits=oui"
        "&affiliation=general", BANK + "?tentative=pas-encore&vitale=oui&email=oui",
        "/depannage/commande-carte-vitale-impossible/delais/quarante-huit-heures/"
        "?depuis=2020-11-27T10:00",
        "/guide/changer-nom-usage/delais/quinze-jours/?depuis=hier",
        "/guide/payer-creance/?moyen=appli", "/rubriques/demarches/?moyen=appli",
        "/contacts/rendez-vous-agence/verifier/", "/code-personnel/", "/fichiers/",
    ):  # fmt: skip
        page = visitor.open(address)
        page.wait_for_timeout(100)
        assert visitor.axe() == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
