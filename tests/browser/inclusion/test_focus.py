"""After every swap, the focus is on something seen, and what changed is said: by
the focus itself or by a live region that stays."""

import pytest

from tests.support.browser import BROWSER_PATIENCE
from tests.support.inclusion.htmx_tools import FICHE, HTMX_TOOLS
from tests.support.inclusion.speech import Listener

PLACE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  return {
    body: e === document.body,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    ring: getComputedStyle(e).outlineStyle !== 'none',
    text: e.outerHTML.slice(0, 200),
    id: e.id,
    top: Math.round(box.top),
  };
}"""


@pytest.fixture(scope="module")
def reader(chromium, server):
    context = chromium.new_context(
        base_url=server.address,
        viewport={"width": 375, "height": 667},
        reduced_motion="reduce",  # where one lands, without the way there
    )
    context.set_default_timeout(BROWSER_PATIENCE)
    yield Listener(context.new_page())
    context.close()


def open_afresh(reader, address):
    reader.page.goto(address)
    reader.page.evaluate("sessionStorage.clear()")
    reader.page.goto(address)


@pytest.mark.parametrize("tool", HTMX_TOOLS, ids=lambda tool: tool.name)
def test_after_each_swap_the_focus_is_seen_and_the_change_is_said(reader, tool):
    page = reader.page
    open_afresh(reader, tool.address)
    page.locator(tool.press or tool.field).first.wait_for()
    page.locator(tool.field or tool.press).first.focus()
    before, stood = reader.focused(), page.evaluate(PLACE)
    if tool.field and not tool.typed:
        page.keyboard.press("Space")
    elif "20" in tool.typed:  # a date, whose parts depend on the browser
        page.fill(tool.field, tool.typed)
    elif tool.typed:
        page.keyboard.type(tool.typed)
    if tool.press and tool.field:
        page.evaluate("heard.length = 0")
        page.locator(tool.press).first.focus()
        before, stood = reader.focused(), page.evaluate(PLACE)
    if tool.press:
        page.keyboard.press("Space" if "_b-" in tool.press else "Enter")
    page.locator(tool.answered).first.wait_for()
    page.wait_for_timeout(100)  # the focus goes after the swap has settled
    place = page.evaluate(PLACE)
    assert not place["body"], "the focus fell to the top of the page"
    assert place["seen"], place
    assert place["ring"], place
    if place["id"] and place["id"] == stood["id"]:
        assert abs(place["top"] - stood["top"]) <= 1, "the page moved under the eye"
    assert page.evaluate("heard.length") or reader.focused() != before


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no js"])
def test_back_from_the_next_step_shows_the_answers_again(visit, javascript):
    page = visit(javascript=javascript).open(FICHE + "verifier/")
    if javascript:
        page.locator("[data-question=numero] ~ p button").wait_for()
    page.check("[name=numero][value=non]")
    page.locator(
        "[data-question] ~ p button.main, .check > .buttons .main"
    ).last.click()
    page.locator("[data-verdict=bloque]").first.wait_for()
    page.locator(".next a, [data-next] a").first.click()
    page.wait_for_load_state()
    page.go_back()
    page.locator("[data-verdict=bloque]").first.wait_for()
