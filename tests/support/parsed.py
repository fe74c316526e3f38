"""A page parsed: its ids, its links, what it loads."""

from html.parser import HTMLParser


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
