"""What a page promises is kept by the script that shows the promise; what fails is told
in the server's own words. Leaks, failures and erasing one by one: inclusion/."""

import pytest
from playwright.sync_api import expect

ENTRY = "/guide/creer-compte-ameli/"
CODE = "/code-personnel/"


def lose(page, *scripts):
    """These scripts never arrive."""
    for name in scripts:
        page.route(f"**/*{name}*.js", lambda route: route.abort())


def test_a_refusal_is_told_in_the_words_of_the_server(visit):
    page = visit().open(CODE)
    body = "<p data-refused>Beaucoup de demandes viennent d'ici.</p>"
    page.route("**/code-personnel/", lambda r: r.fulfill(status=429, body=body))
    page.locator("#_code").press_sequentially("Bonjour7")
    told = page.locator("[data-failure]")
    expect(told).to_contain_text("Beaucoup de demandes viennent d'ici.")
    # the plain form would send the letters
    expect(told.get_by_role("button")).to_have_count(1)


def test_a_received_name_is_shown_and_leaves_the_address(visit):
    page = visit().open("/feuille-de-route/?fiche=code-oublie#pour=Amina%20Diallo")
    expect(page.locator("[data-whom]")).to_have_value("Amina Diallo")
    assert "Amina" not in page.url


def test_without_storage_the_page_still_works(visit):
    visitor = visit()
    refused = "Object.defineProperty(window, 'sessionStorage', {get() { throw 1; }})"
    visitor.page.add_init_script(refused)
    page = visitor.open("/feuille-de-route/?fiche=code-oublie")
    page.locator("[data-whom]").press_sequentially("Amina")
    expect(page.locator("[data-for-whom]")).to_have_text("Pour : Amina")
    assert visitor.complaints == []


@pytest.mark.parametrize(
    "address",
    [ENTRY, CODE, "/fichiers/", "/feuille-de-route/?fiche=code-oublie", "/hors-ligne/"],
)
@pytest.mark.parametrize("anchor", ["100%", "pour=100%", "%E0%A4%A"])
def test_an_anchor_that_reads_as_nothing_breaks_no_script(visit, address, anchor):
    visitor = visit()
    page = visitor.open(f"{address}#{anchor}")
    page.wait_for_load_state("networkidle")
    assert visitor.complaints == []


def test_a_page_of_the_guide_fetches_htmx_when_a_hand_reaches_for_it(visit):
    visitor = visit()
    page = visitor.open(ENTRY)
    assert not any("htmx" in url for url in visitor.requests)
    page.get_by_label("RIB").check()
    page.wait_for_url("**/?fait=rib")
    assert any("htmx" in url for url in visitor.requests)
    assert visitor.complaints == []


def test_without_htmx_a_page_offers_the_plain_way(visit):
    page = visit().page
    lose(page, "htmx")
    page.goto(ENTRY)
    page.get_by_label("RIB").check()
    page.get_by_role("button", name="Garder mes coches").click()
    page.wait_for_url("**fait=rib**")
    page.get_by_role("link", name="Répondre à quelques questions").click()
    page.wait_for_url("**/verifier/")
