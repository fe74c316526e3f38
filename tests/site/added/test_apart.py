"""The guide and what is added to it: never in one list without a mark; and with what is
added hidden, every page is the guide's alone."""

import html
import re

import pytest

from content.records.guide_words import is_added
from content.snapshot import store
from content.text.markup import plain
from tests.support.guide_files import load

FICHES = ("procedure", "trouble", "resource")
BLOCKS = ("requirements", "steps", "remedies", "deadlines", "notices")
MARKS = ("hors du guide", "Depuis le guide", "Hors du guide")
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "path", "circle"}


def added(entry):
    """The keys of what a page adds to the guide."""
    for block in BLOCKS:
        for line in entry.record.get(block, []):
            if is_added(line):
                yield line["key"]
    yield from (line["key"] for line in entry.record.get("how_to", []))


def around(page, key):
    """The HTML that opened and is still open where an anchor stands, and its line."""
    before, _, after = page.partition(f'id="{key}"')
    assert after, key
    opened = []
    for tag, more in re.findall(r"<(/?[a-z0-9]+)([^>]*)>", before):
        if tag.startswith("/"):
            while opened and opened.pop()[0] != tag[1:]:
                pass
        elif tag not in VOID and not more.endswith("/"):
            opened.append((tag, more))
    line = re.split(r"</li>|</div>\s*</div>|<h[23]", after)[0]
    return " ".join(more for _, more in opened) + before[before.rindex("<") :], line


@pytest.mark.usefixtures("published")
def test_each_line_that_is_added_says_so_where_it_stands(reader):
    for entry in store.current_snapshot().pages.values():
        if entry.kind not in FICHES:
            continue
        place = entry.address.partition("#")[0]
        page = html.unescape(reader.get(place).content.decode())
        for key in added(entry):
            outer, line = around(page, key)
            apart = re.search(r'class="[^"]*(howto|aged|complement)', outer)
            assert apart or any(mark in line for mark in MARKS), (entry.slug, key)


@pytest.mark.usefixtures("published")
def test_the_block_that_holds_what_is_added_says_so_first(reader):
    for entry in store.current_snapshot().pages.values():
        if entry.kind in ("procedure", "trouble") and entry.record.get("how_to"):
            page = reader.get(entry.address).content.decode()
            block = page.partition('class="howto"')[2]
            if block:
                assert "Hors du guide" in block.partition("</p>")[0], entry.slug


def hide_everywhere(folder):
    for name in ("creation", "demarches", "suivi", "depannage", "contacts"):
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        # after `summary`, where the canonical order has it or not: the loader sorts
        path.write_text(
            re.sub(r"(?m)^(- slug: .*)$", r"\1\n  guide_only: true", text), "utf-8"
        )


def words_added():
    """Every sentence that a page adds to the guide, by page."""
    for entry in store.current_snapshot().pages.values():
        if entry.kind not in FICHES:
            continue
        record, lines = entry.record, []
        for block in BLOCKS:
            lines += [li["text"] for li in record.get(block, []) if is_added(li)]
        lines += [li["text"] for li in record.get("how_to", [])]
        lines += [m["when"] for m in record.get("messages", [])]
        lines += [record["plain_words"]] if record.get("plain_words") else []
        for block in ("steps", "remedies"):
            lines += [li["say"] for li in record.get(block, []) if li.get("say")]
        kept = {
            li["text"]
            for block in BLOCKS
            for li in record.get(block, [])
            if not is_added(li)
        }
        yield entry.slug, entry.address, [t for t in lines if len(t) > 20], kept


def test_with_complements_hidden_every_page_is_the_guide_alone(desk, guide_copy):
    load(guide_copy)
    before = list(words_added())
    hide_everywhere(guide_copy)
    load(guide_copy)
    assert sum(len(ours) for _, _, ours, _ in before) > 500
    for slug, address, ours, guide in before:
        page = desk.get(address.partition("#")[0]).content.decode()
        told = text(page)
        for sentence in ours:
            if not any(sentence in kept for kept in guide):
                assert plain(sentence) not in told, (slug, sentence)
        for sentence in guide:
            assert text(plain(sentence)) in told, (slug, sentence)


def text(page):
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())
