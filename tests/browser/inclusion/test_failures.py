"""A request that fails is told where it was made, what was typed stays, it can be made
again, and the plain form or link still works: every htmx request of the site."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.support.browser import BROWSER_PATIENCE
from tests.support.inclusion.htmx_tools import FICHE, HTMX_TOOLS, QUIET, handle
from tests.support.paths import ROOT

BUSY = "<p data-refused>Beaucoup de demandes viennent d'ici : attendez un instant.</p>"
FAILURES = {
    "réseau manque": lambda route: route.abort(),
    "Beaucoup de demandes": lambda route: route.fulfill(status=429, body=BUSY),
    "n'a pas pu répondre": lambda route: route.fulfill(status=503, body="<h1>?</h1>"),
    "ne répond pas": lambda route: None,  # no answer ever comes
}
IMPATIENT = """() => {
  const settings = document.querySelector('meta[name=htmx-config]');
  settings.content = settings.content.replace('15000', '150');
  if (window.htmx) htmx.config.timeout = 150;
}"""


def test_the_list_of_requests_is_that_of_the_templates():
    listed = Counter(tool.template for tool in HTMX_TOOLS) + Counter(
        t for t, _ in QUIET
    )
    folder = ROOT / "templates"
    found = Counter()
    readers = [p for p in folder.rglob("*.html") if p.parent.name != "admin"]
    for path in [*readers, *ROOT.glob("static/js/*.js")]:
        asked = re.findall(
            r'hx-(?:get|post)=|setAttribute\("hx-', path.read_text("utf-8")
        )
        name = "../static/js/code.js" if path.name == "code.js" else ""
        if asked:
            found[name or str(path.relative_to(folder))] += 1 if name else len(asked)
    assert found == listed
    for tool in HTMX_TOOLS:
        assert tool.mark in (folder / tool.template).read_text("utf-8"), tool.name


@pytest.fixture(scope="module")
def page(chromium, server):
    context = chromium.new_context(
        base_url=server.address, viewport={"width": 375, "height": 800}
    )
    context.set_default_timeout(BROWSER_PATIENCE)
    yield context.new_page()
    context.close()


def act(page, tool):
    """What a hand does with the tool."""
    page.goto(tool.address)
    page.evaluate("sessionStorage.clear()")
    page.evaluate(IMPATIENT)
    page.locator(tool.press or tool.field).first.wait_for()
    page.route(tool.request, FAILURES["réseau manque"])
    handle(page, tool)
    expect(page.locator("[data-failure]")).to_contain_text("réseau manque")


def kept(page, tool):
    field = page.locator(tool.field).first
    return field.input_value() == tool.typed if tool.typed else field.is_checked()


@pytest.mark.parametrize("tool", HTMX_TOOLS, ids=lambda tool: tool.name)
def test_each_failure_is_told_and_tried_again(page, tool):
    act(page, tool)
    told = page.locator("[data-failure]")
    for words, answer in FAILURES.items():
        page.unroute(tool.request)
        page.route(tool.request, answer)
        told.get_by_role("button", name="Réessayer").click()
        expect(told).to_contain_text(words)
        expect(told).to_have_attribute("role", "alert")
        expect(told).to_be_in_viewport()
        assert not tool.field or kept(page, tool), words
    page.unroute(tool.request)
    page.evaluate("htmx.config.timeout = 15000")
    told.get_by_role("button", name="Réessayer").click()
    page.locator(tool.answered).first.wait_for()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("tool", HTMX_TOOLS, ids=lambda tool: tool.name)
def test_after_a_failure_the_plain_way_still_works(page, tool):
    act(page, tool)
    page.unroute(tool.request)
    button = page.locator("[data-failure]").get_by_role("button", name="Ouvrir comme")
    if tool.name == "code":  # the plain form would send the letters
        expect(button).to_have_count(0)
        return
    with page.expect_navigation() as opened:
        button.click()
    assert opened.value.status == 200
    assert page.locator("h1").is_visible()


def test_a_tick_made_before_htmx_came_is_told_and_kept(page):
    page.goto(FICHE)
    page.context.set_offline(True)
    page.check("#_c-rib")
    expect(page.locator("[data-failure]")).to_contain_text("réseau manque")
    page.locator("#_ici a").click()
    expect(page.locator("#_ici + [data-failure], #_ici [data-failure]")).to_be_visible()
    page.context.set_offline(False)
    page.locator("#_ici a").click()
    page.locator("#_ici [data-question]").wait_for()
    page.goto(FICHE)
    expect(page.locator("#_c-rib")).to_be_checked()
