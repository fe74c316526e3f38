"""Reading, as a person does: on a phone, in the dark, at the keyboard, on paper."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import KINDS, pages_of_pdf


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(visit, width, dark):
    visitor = visit(width=width, dark=dark)
    for address in KINDS:
        visitor.open(address)
        assert visitor.axe() == [], address
    missing = "Failed to load resource: the server responded with a status of 404"
    assert [c for c in visitor.complaints if not c.startswith(missing)] == []


def test_nothing_is_asked_of_another_site_and_no_cookie_is_set(visit):
    visitor = visit()
    for address in KINDS:
        visitor.open(address)
    assert {
        u for u in visitor.requests if not u.startswith(visitor.server.address)
    } == set()
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_page_scrolls_sideways(visit, width):
    visitor = visit(width=width)
    for address in KINDS:
        page = visitor.open(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address


def test_text_twice_as_large_still_fits(visit):
    visitor = visit(width=640)
    for address in KINDS:
        page = visitor.open(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 640, address


def test_the_skip_link_is_first_and_leads_to_the_content(visit):
    page = visit().open("/guide/creer-compte-ameli/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_contenu"


def test_copying_the_link_says_so(visit):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open("/guide/payer-creance/")
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Copié.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == visitor.server.address + "/guide/payer-creance/?edition=1"


def test_without_javascript_no_dead_button_shows(visit):
    page = visit(javascript=False).open("/guide/payer-creance/")
    # each belongs to a form that works: the search, the ticks, the reader's word
    alive = "all => all.every(button => button.form)"
    assert page.locator("button:visible").evaluate_all(alive)
    assert not page.get_by_role("button", name="Copier le lien").is_visible()
    assert page.get_by_role("link", name="Email").is_visible()


def test_targets_are_large_enough_for_a_thumb(visit):
    page = visit(width=375).open("/guide/creer-compte-ameli/")
    for selector in (".button", ".menu a", ".links a", ".search button", ".call"):
        for box in page.locator(selector).all():
            if box.is_visible():
                assert box.bounding_box()["height"] >= 44, selector


def test_an_entry_prints_on_three_pages_at_most_its_sources_included(visit):
    """Two held the guide's words alone; its complements and their sources print too."""
    visitor = visit()
    for entry in (
        "creer-compte-ameli",
        "demander-complementaire-sante-solidaire",
        "inscrire-coordonnees-bancaires",
    ):
        page = visitor.open(f"/guide/{entry}/")
        assert pages_of_pdf(page.pdf(format="A4")) <= 3, entry


def test_forced_colours_keep_the_edges(visit):
    page = visit(forced_colors="active").open("/guide/creer-compte-ameli/")
    border = page.locator(".badge").first.evaluate(
        "e => getComputedStyle(e).borderWidth"
    )
    assert border != "0px"


def test_the_search_works_from_the_keyboard_alone(visit):
    page = visit().open("/")
    page.get_by_label("Rechercher dans le guide").focus()
    page.keyboard.type("carte vitale perdu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/**")
    first = page.locator("[data-slug]").first
    assert first.get_attribute("data-slug") == "declarer-perte-vol-carte-vitale"


def test_suggestions_are_chosen_from_the_keyboard(visit):
    visitor = visit(width=375)
    page = visitor.open("/")
    field = page.get_by_role("combobox", name="Rechercher dans le guide")
    field.focus()
    page.keyboard.type("carte vitale perdu")
    page.locator("[role=option]").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert visitor.axe() == []
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.type("e")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/declarer-perte-vol-carte-vitale/**")
    assert visitor.complaints == []


def test_a_letter_typed_after_a_choice_gives_the_keys_back_to_the_field(visit):
    page = visit().open("/")
    field = page.get_by_role("combobox", name="Rechercher dans le guide")
    field.press_sequentially("carte vitale")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")  # selects text: no other option
    expect(page.locator("[role=option]").first).to_have_attribute(
        "aria-selected", "true"
    )
    page.route("**/suggestions/**", lambda route: None)  # an answer that is late
    page.keyboard.type("s")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=*")


def test_results_come_while_one_types_and_are_counted_aloud(visit):
    visitor = visit()
    page = visitor.open("/recherche/")
    page.get_by_label("Rechercher dans le guide").fill("atestation")
    page.get_by_text("compris comme").wait_for()
    assert (
        page.locator("#_compte[role=status]")
        .inner_text()
        .endswith("attestation\u00a0».")
    )
    assert "q=atestation" in page.url
    page.get_by_label("Rechercher dans le guide").fill("horloge parlante")
    page.get_by_text("Aucune page ne correspond").wait_for()
    assert visitor.axe() == [] and visitor.complaints == []


def test_a_link_to_something_folded_away_unfolds_it(visit):
    page = visit().open("/depannage/ald-absente-attestation/#message-appel")
    assert page.get_by_label("Texte à compléter").last.is_visible()
