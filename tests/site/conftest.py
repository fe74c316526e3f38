"""The whole site, walked once and parsed."""

from html.parser import HTMLParser

import pytest
from django.test import Client


class ParsedPage(HTMLParser):
    """What a page holds: ids, links, headings, scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes.get("href") or "")
        for name in ("src", "action"):
            if attributes.get(name):
                self.loaded.append(attributes[name])
        if tag == "link":
            self.loaded.append(attributes["href"])


@pytest.fixture(scope="session")
def site(published):
    """Every page reached by links from the home page, parsed: {address: ParsedPage}."""
    client, found, ahead = Client(), {}, ["/"]
    while ahead:
        address = ahead.pop()
        if address in found:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Set-Cookie" not in answer.headers and not answer.cookies, address
        if "html" not in answer.headers["Content-Type"]:
            continue
        found[address] = ParsedPage(answer.content.decode())
        for link in found[address].links:
            page = link.partition("#")[0].partition("?")[0]
            if page.startswith("/") and page not in found:
                ahead.append(page)
    return found
