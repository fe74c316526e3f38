"""A sample of what `make engines` judges: pages and states of tools, by one engine."""

import hashlib

import pytest

from tests.support.browser import BROWSER_PATIENCE, KINDS, VENDOR
from tests.support.inclusion.htmx_tools import HTMX_TOOLS, act

FILE = VENDOR / "HTMLCS.js"
SNIFF = """() => new Promise((done) => {
  HTMLCS.process('WCAG2AA', document, () => done(HTMLCS.getMessages()
    .filter((message) => message.type === HTMLCS.ERROR)
    .map((message) => message.code + ' ' + message.element.outerHTML.slice(0, 120))));
})"""


@pytest.fixture(scope="module")
def sniffed(chromium, server):
    """What the engine says of the page as it stands."""
    source = FILE.read_text("utf-8")
    digest = hashlib.sha384(source.encode()).hexdigest()
    assert digest in (VENDOR / "README.md").read_text(), "HTML_CodeSniffer was changed"
    context = chromium.new_context(
        base_url=server.address, viewport={"width": 375, "height": 800}
    )
    context.set_default_timeout(BROWSER_PATIENCE)
    page = context.new_page()
    yield page, lambda: page.evaluate(f"() => {{ {source}\n; return ({SNIFF})() }}")
    context.close()


def test_html_codesniffer_finds_nothing_on_each_kind_of_page(sniffed):
    page, remarks = sniffed
    for address in KINDS:
        page.goto(address)
        assert remarks() == [], address


def test_html_codesniffer_finds_nothing_in_the_states_of_tools(sniffed):
    page, remarks = sniffed
    for tool in HTMX_TOOLS:
        act(page, tool)
        assert remarks() == [], tool.name


def test_html_codesniffer_sees_a_planted_fault(sniffed):
    page, remarks = sniffed
    page.goto("/accessibilite/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("H57" in remark for remark in remarks())
