"""A feuille de route that one holds: changed where it was received, with its name, and
without JavaScript."""

from playwright.sync_api import expect


def test_a_list_changed_where_it_was_received_stays_under_the_hand(visit):
    visitor = visit(width=375)
    page = visitor.page
    page.set_viewport_size({"width": 375, "height": 667})
    visitor.open("/feuille-de-route/?lire=1&fiche=code-oublie&fiche=payer-creance")
    page.locator("#_modifier > summary").click()
    page.get_by_role("link", name="Descendre").first.click()
    expect(page.locator(".ordered li").first).to_have_id("_l-payer-creance")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_the_name_for_paper_goes_on_to_the_next_page_of_the_list(visit):
    page = visit().open("/feuille-de-route/?fiche=code-oublie")
    page.locator("[data-whom]").press_sequentially("Mme Dupont")
    page.locator("#_ajout").select_option("payer-creance")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.wait_for_url("**payer-creance**")
    expect(page.locator("[data-whom]")).to_have_value("Mme Dupont")
    assert "Dupont" not in page.url
    page.get_by_role("link", name="En gros caractères").click()
    page.wait_for_url("**taille=grand**")
    expect(page.locator("[data-whom]")).to_have_value("Mme Dupont")
    assert "Dupont" not in page.url


def test_without_javascript_nothing_promises_to_erase(visit):
    visitor = visit(javascript=False)
    for address in (
        "/feuille-de-route/?fiche=code-oublie",
        "/rendez-vous/?fiche=code-oublie",
        "/guide/creer-compte-ameli/?fait=rib",
    ):
        page = visitor.open(address)
        expect(page.get_by_text("Pour tout effacer").first).to_be_visible()
        assert not page.locator("[data-clear-all]").is_visible()
        assert "fermez cet onglet" in page.locator("main").inner_text()
