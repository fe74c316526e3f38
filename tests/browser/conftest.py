"""A real Chromium on the real server; skipped, and said so, where there is none."""

import contextlib
import hashlib

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.support.browser import AXE, OPTIONS, VENDOR, Visit, chromium_path


@pytest.fixture(scope="session")
def chromium():
    path = chromium_path()
    if not path:
        pytest.skip("Chromium absent : apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Opens a visitor: `visit(width=375, dark=True, javascript=False)`."""
    opened = []

    def open_visit(width=1280, dark=False, javascript=True, **options):
        visitor = Visit(
            chromium,
            server,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            **options,
        )
        opened.append(visitor)
        return visitor

    yield open_visit
    for visitor in opened:
        visitor.context.close()


def pytest_configure():
    digest = hashlib.sha384(AXE.encode()).hexdigest()
    assert digest in (VENDOR / "README.md").read_text(), "axe-core was changed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure says what the pages showed: it may not come again."""
    report = yield
    browser = item.funcargs.get("chromium") if report.failed else None
    for context in browser.contexts if browser else ():
        for page in context.pages:
            with contextlib.suppress(Error):
                shown = page.evaluate("(document.body?.innerText ?? '').slice(0, 2000)")
                report.sections.append((f"Page {page.url}", shown))
    return report
