"""The feuille de route in a browser: on paper, by keyboard, by QR."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from tests.support.browser import pages_of_pdf

SIX = [
    *("creer-compte-ameli", "creer-compte-sans-carte-vitale"),
    *("demander-complementaire-sante-solidaire", "inscrire-coordonnees-bancaires"),
    *("commander-carte-vitale", "connexion-impossible"),
]
SHEET = "/feuille-de-route/?" + "&".join(f"fiche={slug}" for slug in SIX)
KINDS = [
    *(SHEET, "/feuille-de-route/", "/feuille-de-route/?fiche=inconnue", "/f/?abc"),
    *("/rendez-vous/?fiche=code-oublie", "/rendez-vous/?fiche=creer-compte-ameli"),
    *("/rendez-vous/?fiche=code-oublie&ecran=99", "/rendez-vous/", "/nouveautes/"),
    *("/imprimer/", "/imprimer/creation/", "/partenaires/", "/hors-ligne/"),
    "/carte/creer-compte-ameli/",
]


def decoded(page, selector) -> str:
    """What a real decoder reads in the picture on screen."""
    picture = Image.open(io.BytesIO(page.locator(selector).screenshot()))
    return zxingcpp.read_barcodes(picture.resize((528, 528)))[0].text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(visit, width, dark):
    visitor = visit(width=width, dark=dark)
    for address in KINDS:
        page = visitor.open(address)
        assert visitor.axe() == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert visitor.complaints == []
    assert visitor.context.cookies() == []


FICHES = [
    *("code-oublie", "connexion-impossible", "email-validation-non-recu"),
    *("commande-carte-vitale-impossible", "creer-compte-ameli"),
]


@pytest.mark.parametrize("slug", FICHES)
def test_every_screen_of_the_steps_reads_from_top_to_bottom_on_a_phone(visit, slug):
    page = visit(width=320).open(f"/rendez-vous/?fiche={slug}")
    screens = int(page.locator("progress").get_attribute("max"))
    for place in range(1, screens + 1):
        page.goto(f"/rendez-vous/?fiche={slug}&ecran={place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, place
        lefts = page.locator(".said > *").evaluate_all(
            "all => all.map(e => Math.round(e.getBoundingClientRect().left))"
        )
        assert len(set(lefts)) <= 1, f"screen {place} is laid out in columns"


def test_six_fiches_print_in_letters_of_ten_points_at_least(visit):
    """More pages rather than smaller type: three, where one was set at 8.6 points."""
    page = visit().open(SHEET)
    assert pages_of_pdf(page.pdf(format="A4")) <= 4
    page.emulate_media(media="print")
    small = """[...document.querySelectorAll("main *")]
        .filter((e) => e.innerText?.trim() && e.getClientRects().length)
        .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 13.3)
        .map((e) => `${e.tagName}.${e.className} ${e.innerText.slice(0, 40)}`)"""
    assert page.evaluate(small) == []


def test_the_qr_of_the_sheet_decodes_to_its_short_address(visit, server):
    page = visit().open(SHEET)
    address = decoded(page, ".qr img")
    assert address == page.locator("[data-copy]").get_attribute("data-copy")
    page.goto(address)
    assert page.locator(".ordered li").count() == 6


def test_the_qr_of_a_page_and_of_a_block_decode(visit, server):
    page = visit().open("/guide/creer-compte-ameli/")
    expected = server.address + "/guide/creer-compte-ameli/?edition=1"
    assert decoded(page, ".qr img") == expected
    page.goto("/qr/creer-compte-ameli/rib.svg")
    assert decoded(page, "svg") == expected + "#rib"


def test_a_list_grows_from_page_to_page_in_this_tab(visit):
    page = visit(width=375).open("/guide/payer-creance/")
    page.get_by_role("link", name="Ajouter à la feuille de route").click()
    page.wait_for_url("**/feuille-de-route/**")
    page.goto("/recherche/?q=code+oublié")
    page.get_by_role("link", name="Ajouter à la feuille de route").first.click()
    page.wait_for_url("**/feuille-de-route/**")
    assert page.locator(".ordered li").count() == 2


def test_fiches_are_ordered_from_the_keyboard_and_it_is_said(visit):
    visitor = visit()
    page = visitor.open("/feuille-de-route/?fiche=payer-creance&fiche=code-oublie")
    button = page.get_by_role("link", name="Descendre « Payer une créance »")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("« Payer une créance » : place 2 sur 2.").wait_for()
    titles = page.locator(".ordered li > a").all_inner_texts()
    assert titles[1] == "Payer une créance"
    assert "fiche=code-oublie&fiche=payer-creance" in page.url
    assert "geste" not in page.url
    page.get_by_role("link", name="Retirer « Payer une créance »").press("Enter")
    page.get_by_text("est retirée de la feuille de route").wait_for()
    assert page.locator(".ordered li").count() == 1
    assert visitor.complaints == []


def test_a_name_stays_in_its_field_and_goes_on_paper(visit):
    visitor = visit()
    page = visitor.open("/feuille-de-route/?fiche=payer-creance")
    page.get_by_label("Pour qui, ou une note").fill("Amina, jeudi")
    page.emulate_media(media="print")
    assert page.get_by_text("Pour : Amina, jeudi").is_visible()
    assert "Amina" not in page.url
    assert not any("Amina" in url for url in visitor.requests)


def test_who_receives_a_sheet_ticks_it_and_nothing_moves(visit):
    visitor = visit(width=375)
    page = visitor.open(SHEET)
    page.goto(page.locator("[data-copy]").get_attribute("data-copy"))
    assert page.locator(".ordered").is_hidden()
    box = page.locator("#_d-1")
    box.scroll_into_view_if_needed()
    before = box.bounding_box()["y"]
    box.check()
    page.wait_for_url("**lire=1**")
    page.get_by_text(re.compile(r"^1 sur \d+ fait$")).wait_for()
    assert page.evaluate("document.activeElement.id") == "_d-1"
    assert abs(page.locator("#_d-1").bounding_box()["y"] - before) < 1
    assert page.locator(".ordered").is_hidden()
    page.get_by_text("Modifier la liste").last.click()
    assert page.locator(".ordered li").count() == 6
    assert visitor.complaints == []


def test_the_focus_stays_with_the_list_when_its_control_goes(visit):
    page = visit().open("/feuille-de-route/?fiche=payer-creance&fiche=code-oublie")
    page.get_by_role("link", name="Descendre « Payer une créance »").press("Enter")
    page.get_by_text("place 2 sur 2").wait_for()
    page.locator("#_haut-payer-creance:focus").wait_for()
    page.get_by_role("link", name="Retirer « Payer une créance »").press("Enter")
    page.get_by_text("est retirée").wait_for()
    page.locator("#_liste:focus").wait_for()


def test_without_javascript_one_adds_orders_removes_and_walks(visit):
    page = visit(javascript=False).open("/feuille-de-route/")
    for slug in ("payer-creance", "code-oublie"):
        page.locator("#_ajout").select_option(slug)
        page.get_by_role("button", name="Ajouter").click()
        page.locator(f"#_l-{slug}").wait_for()
    page.get_by_role("link", name="Monter « J'ai oublié mon code »").click()
    page.get_by_text("place 1 sur 2").wait_for()
    page.get_by_role("checkbox", name="Étapes").uncheck()
    page.get_by_role("button", name="Montrer").click()
    page.wait_for_url("**bloc=documents**")
    page.get_by_role("link", name="Retirer « Payer une créance »").click()
    page.get_by_text("est retirée").wait_for()
    page.get_by_role("link", name="Suivre pas à pas").click()
    page.get_by_role("button", name="C'est fait").click()
    page.get_by_text("Écran 2 sur").wait_for()
    assert "fait=code-oublie." in page.url


def test_finishing_leaves_no_list_to_the_next_person(visit):
    page = visit().open("/rendez-vous/?fiche=code-oublie")
    page.goto("/feuille-de-route/?fiche=code-oublie")
    page.goto("/rendez-vous/?fiche=code-oublie")
    page.get_by_role("link", name="Terminé").click()
    page.wait_for_url(re.compile(r"/$"))
    # how many were helped, and nothing of them
    assert page.evaluate("Object.keys(sessionStorage)") == ["personne"]
