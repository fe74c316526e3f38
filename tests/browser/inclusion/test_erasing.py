"""« Personne suivante : tout effacer »: nothing of the person before comes back, by
Back, in a tab opened again, in another tab or in a new window."""

import pytest
from playwright.sync_api import Error

from tests.support.browser import OPTIONS, chromium_path

FICHE = "/guide/creer-compte-ameli/"
CHECK = FICHE + "verifier/"
SHEET = "/feuille-de-route/?fiche=changer-adresse&fiche=code-oublie"
LEFT = """() => ({
  address: location.search + location.hash,
  state: JSON.stringify(history.state),
  kept: Object.entries(sessionStorage).concat(Object.entries(localStorage)).join(' '),
  fields: [...document.querySelectorAll('input:not([type=hidden]), textarea')]
    .map((f) => f.type == 'checkbox' || f.type == 'radio' ? f.checked
      : f.type == 'textarea' ? f.value.replace(f.defaultValue, '') : f.value)
    .filter((v) => v).join(),
  answers: document.querySelectorAll('.answered, .ordered, [data-verdict=ok]').length,
  told: document.body.textContent.includes('Amina'),
})"""
NOTHING = {"address": "", "fields": "", "answers": 0, "told": False}


def live(page):
    """What one person leaves behind in a tab: a list and a name, a search, answers,
    ticks, a place in a page."""
    page.goto(SHEET)
    page.locator("[data-whom]").press_sequentially("Amina Diallo")
    page.goto("/recherche/")
    page.fill("#_mots", "carte perdue")
    page.wait_for_url("**q=carte**")
    page.goto(CHECK)
    page.locator("[data-question=numero] ~ p button").wait_for()
    page.check("[data-question=numero] input[value=oui]")
    page.click("[data-question=numero] ~ p button")
    page.locator("[data-question=chiffre]").wait_for()
    page.goto(FICHE)
    page.check("#_c-rib")
    page.wait_for_url("**/?fait=rib")
    page.evaluate("location.hash = 'etapes'")


def finish(page):
    page.get_by_role("link", name="Personne suivante : tout effacer").click()
    page.wait_for_url("**/")


def walk(page, move):
    """A step in the history; asked between two documents, the driver asks again."""
    for _ in range(9):
        try:
            return move(wait_until="commit")
        except Error as error:
            if "Not attached" not in str(error):
                raise
            page.wait_for_timeout(200)
    raise AssertionError("no document to step from")


def path_of(page):
    return page.evaluate("location.pathname")


def assert_nothing_left(page):
    page.wait_for_function("() => history.state?.person >= 1 && !document.body?.hidden")
    found = page.evaluate(LEFT)
    assert {key: found[key] for key in NOTHING} == NOTHING, (page.url, found)
    assert found["state"] == '{"person":1}', (page.url, found)
    # how many were helped; the path of this very page, noted by htmx
    kept = found["kept"].replace(f"htmx-current-path-for-history,{path_of(page)} ", "")
    assert kept == "personne,1 personne,1", (page.url, found)


@pytest.fixture
def page(visit):
    return visit(width=375).page


def test_back_as_often_as_one_likes_shows_nothing_of_them(page):
    live(page)
    finish(page)
    assert_nothing_left(page)
    steps = 0
    while page.evaluate("history.length") and steps < 12:
        walk(page, page.go_back)
        if page.url == "about:blank":
            break
        steps += 1
        assert_nothing_left(page)
    assert steps >= 5
    for _ in range(steps):
        walk(page, page.go_forward)
        assert_nothing_left(page)


def test_another_tab_and_a_new_window_show_nothing_of_them(page):
    live(page)
    other = page.context.new_page()
    other.goto(FICHE)
    other.check("#_c-carte-vitale")
    other.wait_for_url("**fait=carte-vitale")
    finish(page)
    other.wait_for_url("**" + FICHE)
    assert_nothing_left(other)
    with page.expect_popup() as opened:
        page.evaluate(f"window.open('{FICHE}')")
    opened.value.wait_for_load_state()
    assert_nothing_left(opened.value)


def test_a_tab_opened_again_with_its_history_shows_nothing_of_them(
    chromium, server, tmp_path
):
    """The browser is closed, then opened on its last session, as after a crash."""
    options = {
        "user_data_dir": str(tmp_path / "profile"),
        "executable_path": chromium_path(),
        "args": [*OPTIONS, "--restore-last-session"],
        "base_url": server.address,
    }
    launch = chromium.browser_type.launch_persistent_context
    with launch(**options) as first:
        live(first.pages[0])
        finish(first.pages[0])
        first.pages[0].wait_for_timeout(1500)  # the session is written
    with launch(**options) as again:
        [page] = [one for one in again.pages if one.url != "about:blank"]
        for _ in range(5):
            page.go_back(wait_until="commit")
            assert_nothing_left(page)


REFUSED = """for (const name of ['localStorage', 'sessionStorage', 'caches'])
    Object.defineProperty(window, name, {get() { throw new DOMException(); }})"""


def test_back_shows_nothing_of_them_where_storage_is_refused(visit):
    visitor = visit()
    visitor.page.add_init_script(REFUSED)
    page = visitor.open(FICHE)
    page.check("#_c-rib")
    page.wait_for_url("**/?fait=rib")
    page.goto("/lexique/")
    page.goto(SHEET)
    finish(page)
    for _ in range(2):
        page.go_back()
        page.wait_for_function("() => history.state?.person >= 1")
        assert page.evaluate("location.search") == ""
        assert page.locator(":checked, .ordered").count() == 0
    assert visitor.complaints == []
