"""Every fact of the guide stands on its page, in the guide's words."""

import html
import re
from pathlib import Path

import pytest

from content.snapshot import store

HERE = Path(__file__).parent
SOURCE = (HERE / "guide-source.txt").read_text(encoding="utf-8").splitlines()
ROWS = [
    tuple(cell.strip() for cell in line.split("|", 2))
    for line in (HERE / "facts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
FACTS = [(int(line), page, words) for line, page, words in ROWS if page != "="]


def seen(page: str) -> str:
    """The words of a page as a reader sees them, on one line."""
    body = re.search(r"<body>.*</body>", page, re.S).group()
    body = re.sub(r"<(script|svg|title)\b.*?</\1>", " ", body, flags=re.S)
    inline = re.sub(r"</?(?:a|strong|em|mark)\b[^>]*>", "", body)
    text = html.unescape(re.sub(r"<[^>]+>", " ", inline))
    return re.sub(r"\s+", " ", text).casefold()


def address(page: str, snapshot) -> str:
    return page if page.startswith("/") else snapshot.pages[page].address


@pytest.fixture(scope="module")
def texts():
    return {}


@pytest.mark.parametrize(
    ("line", "page", "words"), FACTS, ids=[f"L{n}-{page}" for n, page, _ in FACTS]
)
def test_a_fact_of_the_guide_stands_on_its_page(reader, texts, line, page, words):

    where = address(page, store.current_snapshot())
    if where not in texts:
        content = reader.get(where.partition("#")[0]).content.decode()
        if "#" in where:
            content = anchored(content, where.partition("#")[2])
        texts[where] = seen(content)
    assert words.casefold() in texts[where], f"L{line} is not on {where}"


def anchored(content: str, anchor: str) -> str:
    """The section of the page that holds the anchor, from its heading on."""
    sections = re.findall(r"<section\b.*?</section>", content, re.S)
    header = re.search(r'<div class="head">.*?</div></div>', content, re.S).group()
    [section] = [s for s in sections if f'id="{anchor}"' in s]
    article = re.search(
        rf'<article[^>]*id="{re.escape(anchor)}".*?</article>', section, re.S
    )
    title = re.search(r"<h2.*?</h2>", section, re.S).group()
    return f"<body>{header}{title}{article.group()}</body>"


def test_no_line_of_the_guide_is_left_out():
    told = {int(line) for line, _, _ in ROWS}
    written = {n for n, text in enumerate(SOURCE, 1) if text.strip()}
    assert written - told == set()


def test_a_line_of_the_guide_without_a_fact_says_why():
    assert all(len(words) > 5 for _, page, words in ROWS if page == "=")
