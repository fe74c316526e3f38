"""Every page, read aloud: short sentences; none of ours that loses its listener."""

import re
import statistics
from html.parser import HTMLParser

import pytest

from content.records.guide_words import is_added
from content.snapshot import store

pytestmark = pytest.mark.usefixtures("published")
BLOCKS = set(
    "p li h1 h2 h3 dt dd summary label legend button option td th div section article "
    "ul ol dl details form main address".split()
)
UNREAD = {"script", "style", "svg", "textarea", "sup", "select"}
LONGEST, USUAL = 25, 12
OURS = ("plain_words", "how_to", "messages", "parts")


class Spoken(HTMLParser):
    """The words of a page, block by block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocks, self.unread = [""], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.unread += tag in UNREAD
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.unread -= tag in UNREAD
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        if not self.unread:
            self.blocks[-1] += data


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?])\s+|\n", text) if words(s)]


def words(sentence):
    return len([w for w in sentence.split() if re.search(r"\w", w)])


def told(page):
    """The sentences of a page, in order."""
    for block in Spoken(page).blocks:
        yield from sentences(" ".join(block.split()))


def texts(value):
    """Every text of a record, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        keys = ("text", "detail", "say", "when", "body", "subject", "definition")
        for key in (*keys, "items", "lines"):
            yield from texts(value.get(key))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def of_ours():
    """What the editors of this site wrote: (where, text)."""
    for entry in store.current_snapshot().pages.values():
        record = entry.record
        ours = [record.get(name) for name in OURS]
        if entry.kind in ("outside", "article"):
            ours.append(record.get("summary"))
        tables = record.get("checks", [])
        lines = [r for t in tables for r in t.get("rules", [])]
        lines += [a for t in tables for q in t["questions"] for a in q["answers"]]
        for block in ("notices", "remedies", "steps", "requirements", "deadlines"):
            lines += record.get(block, [])
        ours += [line["text"] for line in lines if is_added(line) and "text" in line]
        ours += [line["say"] for line in lines if line.get("say")]
        yield from ((entry.slug, text) for text in texts(ours))
    for term in store.current_snapshot().terms.values():
        if term.record.get("origin") == "complement":
            yield term.slug, term.record["definition"]


def test_no_sentence_of_ours_is_longer_than_one_breath():
    counted = [(words(s), where, s) for where, t in of_ours() for s in sentences(t)]
    assert [found for found in counted if found[0] > LONGEST] == []
    assert len(counted) > 1000
    assert statistics.median(length for length, _, _ in counted) <= USUAL


def test_every_page_is_made_of_short_sentences(reader, site):
    for address in site:
        if address.endswith((".svg", ".json", ".atom")):
            continue
        lengths = [words(s) for s in told(reader.get(address).content.decode())]
        assert statistics.median(lengths) <= USUAL, address


def test_what_is_long_is_the_guide_s_own(reader, site):
    """Words of templates too: a long sentence is one that the guide prints."""
    guide = [
        " ".join(text.replace("*", "").split())
        for entry in store.current_snapshot().pages.values()
        for text in texts([v for v in entry.record.values() if isinstance(v, list)])
    ]
    for address in site:
        for sentence in told(reader.get(address).content.decode()):
            if words(sentence) <= LONGEST:
                continue
            said = sentence.replace("\u00a0", " ").replace("\u202f", " ")
            assert any(text[:60] in said for text in guide), (address, said)
