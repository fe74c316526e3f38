"""Pages as people set their machine: large text, wide spacing, forced colours, a phone
whose keyboard is open, no styles at all; every state of the tools included."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import BROWSER_PATIENCE, KINDS
from tests.support.inclusion.htmx_tools import HTMX_TOOLS, act

WIDE = "document.documentElement.scrollWidth"
LARGE = """() => [...document.querySelectorAll('svg.icon')]
  .filter((e) => e.getBoundingClientRect().width > 24).map((e) => e.outerHTML)"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""


def background(page, selector):
    return page.locator(selector).evaluate("e => getComputedStyle(e).backgroundColor")


@pytest.fixture(scope="module")
def phone(chromium, server):
    """A page of 320 pixels that takes styles of a reader's own."""
    context = chromium.new_context(
        base_url=server.address,
        viewport={"width": 320, "height": 640},
        bypass_csp=True,
    )
    context.set_default_timeout(BROWSER_PATIENCE)
    yield context.new_page()
    context.close()


def test_each_state_of_a_tool_holds_in_320_pixels_however_text_is_set(phone):
    for tool in HTMX_TOOLS:
        act(phone, tool)
        assert phone.evaluate(WIDE) <= 320, tool.name
        phone.add_style_tag(content=SPACED)
        assert phone.evaluate(WIDE) <= 320, (tool.name, "spaced")


def test_each_state_of_a_tool_holds_with_text_twice_as_large(phone):
    phone.set_viewport_size({"width": 640, "height": 640})
    for tool in HTMX_TOOLS:
        act(phone, tool)
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        assert phone.evaluate(WIDE) <= 640, tool.name
    phone.set_viewport_size({"width": 320, "height": 640})


def test_without_styles_icons_stay_small_and_the_page_reads_in_order(phone):
    phone.route("**/*.css", lambda route: route.abort())
    for address in KINDS[:6]:
        phone.goto(address)
        phone.evaluate("document.querySelector('style').remove()")
        assert phone.evaluate(LARGE) == [], address
        places = phone.evaluate(
            "['header', 'main', 'footer'].map(s => document.querySelector(s).offsetTop)"
        )
        assert places == sorted(places), address
    phone.unroute("**/*.css")


def test_without_css_variables_no_text_is_lost_in_its_background(phone):
    """What a browser that knows no variable keeps: the declarations without one."""

    def without_variables(route):
        told = r"[\w-]+:[^;{}]*var\([^;{}]*;?"
        answer = route.fetch()
        kept = re.sub(told, "", answer.text())
        # the styles in the page are allowed by what they are: here they change
        headers = {"content-type": answer.headers["content-type"]}
        route.fulfill(body=kept, headers=headers)

    both = re.compile(r"\.css$|/$")
    phone.route(both, without_variables)
    for address in ("/", "/guide/creer-compte-ameli/"):
        phone.goto(address)
        for selector in (".menu", ".foot"):
            assert background(phone, selector) == "rgb(7, 39, 92)", (address, selector)
    phone.goto("/")
    assert background(phone, ".hero") == "rgb(12, 65, 154)"
    phone.unroute(both)


STUCK = """() => [...document.querySelectorAll('main .icon, main label input')]
  .filter((e) => e.checkVisibility() && e.nextSibling).filter((e) => {
    const after = document.createRange();
    after.selectNode(e.nextSibling);
    const text = after.getBoundingClientRect(), own = e.getBoundingClientRect();
    return text.width && Math.abs(text.top - own.top) < 20 && text.left - own.right < 5;
  }).map((e) => e.parentElement.outerHTML.slice(0, 120))"""


def test_where_flexible_boxes_know_no_gap_nothing_sticks_together(phone):
    def without_gap(route):
        told = re.sub(r"\bgap:[^;}]*", "", route.fetch().text())
        kept = told.replace("not (inset:0)", "(inset:0)")
        assert "gap:" not in kept
        route.fulfill(body=kept, content_type="text/css")

    phone.set_viewport_size({"width": 375, "height": 667})
    for address in ("/guide/creer-compte-ameli/", "/depannage/code-oublie/"):
        phone.goto(address)
        assert phone.evaluate(STUCK) == []
        phone.route("**/*.css", without_gap)
        phone.goto(address)
        no_gap = "document.querySelector('style').textContent = "
        no_gap += (
            "document.querySelector('style').textContent.replace(/gap:[^;}]*/g, '')"
        )
        phone.evaluate(no_gap)
        assert phone.evaluate(STUCK) == [], address
        phone.unroute("**/*.css")


def test_forced_colours_keep_the_ring_of_the_focus_and_the_verdicts(visit):
    page = visit(forced_colors="active").open("/guide/creer-compte-ameli/verifier/")
    page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
    page.goto("/guide/creer-compte-ameli/verifier/?numero=non")
    edge = "getComputedStyle(document.querySelector('.verdict')).borderLeftWidth"
    assert page.evaluate(edge) == "4px"


def test_a_suggestion_is_seen_above_the_keyboard_of_a_phone(visit):
    page = visit(width=375).open("/")
    page.set_viewport_size({"width": 375, "height": 360})
    field = page.locator("main [data-suggest]")
    field.press_sequentially("carte vitale")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowUp")  # the last
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]:visible")).to_have_count(0)
    page.keyboard.press("ArrowDown")  # opened again
    expect(page.locator("[role=option]").first).to_be_visible()
