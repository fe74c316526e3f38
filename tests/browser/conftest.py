"""A real Chromium on the real server; skipped, and said so, where there is none."""

import hashlib

import pytest
from playwright.sync_api import sync_playwright

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
