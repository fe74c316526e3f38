"""A real Chromium on the real server; skipped, and said so, where there is none."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

VENDOR = Path(__file__).parent.parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium absent : apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


class Visit:
    """Pages opened by one visitor; everything the browser complained of."""

    def __init__(self, browser, server, **options):
        self.server = server
        options = {"viewport": {"width": 1280, "height": 900}} | options
        self.context = browser.new_context(base_url=server.address, **options)
        self.context.set_default_timeout(8000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address):
        self.page.goto(address)
        return self.page

    def axe(self, *rules: str) -> list[str]:
        """The violations axe finds on the page as it stands; of all rules, or these."""
        only = f"{{runOnly: {list(rules)}}}" if rules else ""
        # in the isolated world of the driver: the page's policy forbids it elsewhere
        found = self.page.evaluate(
            f"async () => {{ {AXE}; return (await axe.run({only})).violations.map("
            "v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(' | ')) }"
        )
        return list(found)


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


def pages_of_pdf(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
