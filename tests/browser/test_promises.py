"""What a page promises is kept by the script that shows the promise; what fails is
told; what is erased stays erased."""

import pytest
from playwright.sync_api import expect

ENTRY = "/guide/creer-compte-ameli/"
CODE = "/code-personnel/"
SECRET = "Marseille1987!"
SCRIPTS = ("code", "page", "failures", "suggest", "htmx")


def lose(page, *scripts):
    """These scripts never arrive."""
    for name in scripts:
        page.route(f"**/*{name}*.js", lambda route: route.abort())


def sent(visitor):
    """What left the page, bodies included."""
    return [
        r.url + (r.post_data or "") for r in visitor.heard if r.resource_type != "image"
    ]


@pytest.fixture
def listening(visit):
    visitor = visit(width=375)
    visitor.heard = []
    visitor.page.on("request", lambda request: visitor.heard.append(request))
    return visitor


@pytest.mark.parametrize(
    "lost",
    [(), *((name,) for name in SCRIPTS), ("code", "htmx"), SCRIPTS],
    ids=lambda lost: "+".join(lost) or "none",
)
def test_whatever_script_is_lost_no_letter_of_a_candidate_leaves(listening, lost):
    page = listening.page
    lose(page, *lost)
    page.goto(CODE)
    page.locator("#_code").press_sequentially(SECRET)
    page.wait_for_timeout(900)  # longer than the field waits before it sends
    assert not any("Marseille" in text for text in sent(listening))
    promise = page.get_by_text("Les lettres ne quittent pas cet appareil")
    warned = page.get_by_text("Le bouton envoie tout l'exemple")
    assert promise.is_visible() != warned.is_visible()
    if promise.is_visible():
        page.keyboard.press("Enter")
        page.locator("[data-verdict]").first.wait_for()
        assert not any("Marseille" in text for text in sent(listening))


@pytest.mark.parametrize(("status", "said"), [(0, "réseau manque"), (500, "pas pu")])
def test_a_request_that_fails_is_told_and_can_be_tried_again(visit, status, said):
    page = visit(width=375).open(ENTRY)
    page.get_by_role("link", name="Répondre à quelques questions").click()
    page.locator("[data-question]").first.wait_for()

    def fail(route):
        route.fulfill(status=status, body="") if status else route.abort()

    page.route("**/verifier/", fail)
    page.locator("[data-question] input").first.check()
    page.get_by_role("button", name="Continuer").first.click()
    told = page.locator("[data-failure]")
    expect(told).to_contain_text(said)
    assert told.get_attribute("role") == "alert"
    assert page.locator("[data-question] input").first.is_checked()
    page.unroute("**/verifier/")
    told.get_by_role("button", name="Réessayer").click()
    expect(told).to_have_count(0)


def test_a_refusal_is_told_in_the_words_of_the_server(visit):
    page = visit().open(CODE)
    body = "<p data-refused>Beaucoup de demandes viennent d'ici.</p>"
    page.route("**/code-personnel/", lambda r: r.fulfill(status=429, body=body))
    page.locator("#_code").press_sequentially("Bonjour7")
    told = page.locator("[data-failure]")
    expect(told).to_contain_text("Beaucoup de demandes viennent d'ici.")
    # the plain form would send the letters
    expect(told.get_by_role("button")).to_have_count(1)


def test_after_the_next_person_nothing_of_the_one_before_comes_back(visit):
    page = visit().open("/feuille-de-route/?fiche=changer-adresse&fiche=code-oublie")
    page.locator("[data-whom]").press_sequentially("Amina Diallo")
    assert "Amina" not in page.url
    page.goto(ENTRY)
    page.get_by_label("RIB").check()
    page.wait_for_url("**/?fait=rib")
    page.get_by_role("link", name="Personne suivante : tout effacer").click()
    page.wait_for_url("**/")
    for _ in range(5):
        page.go_back()
        if page.url == "about:blank":
            break
        page.wait_for_load_state()
        page.wait_for_timeout(200)
        assert "fait=" not in page.url and "fiche=" not in page.url, page.url
        assert page.locator("[data-check]:checked").count() == 0
        assert "Amina" not in page.content()
    page.goto("/")
    assert page.evaluate("sessionStorage.getItem('feuille')") is None


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
