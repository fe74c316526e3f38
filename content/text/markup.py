"""Markdown subset → safe HTML: bold and links only, French spaces, terms of
the lexique. No Django here."""

import re
from collections.abc import Callable

import nh3
from markdown_it import MarkdownIt

NO_BREAK, NARROW = "\u00a0", "\u202f"
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "newline"])
TAGS = {"strong", "em", "a", "br"}
PROTECTED = re.compile(r"(<a\b.*?</a>|<[^>]+>)", re.S)


class Prose(str):
    """A text that knows its HTML, which is safe to show."""

    html: str


def typography(text: str) -> str:
    """The text with the no-break spaces that French printing asks for."""
    text = re.sub(r" ([?!;])", NARROW + r"\1", text)
    text = re.sub(r" ([:»%])", NO_BREAK + r"\1", text)
    text = re.sub(r"« ", "«" + NO_BREAK, text)
    units = r"heures?|jours?|mois|minutes?|ans?|pixels|Ko|Mo|caractères|chiffres"
    return re.sub(rf"(\d) ({units}|000)\b", rf"\1{NO_BREAK}\2", text)


def plain(text: str) -> str:
    """The text without its marks of bold, for what shows no HTML."""
    return text.replace("**", "")


def to_html(text: str) -> str:
    """The HTML of a paragraph or less: `**bold**`, `*italic*`, `[words](address)`."""
    html = MARKDOWN.renderInline(typography(text.strip()))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "tel", "mailto"},
        link_rel=None,
    )


def mark_terms(
    html: str, pattern: re.Pattern[str], link: Callable[[str], str | None]
) -> str:
    """Replaces words found by `pattern` with what `link` gives for them (None leaves
    the word), never inside a link or a tag."""
    parts = PROTECTED.split(html)
    for index in range(0, len(parts), 2):
        parts[index] = pattern.sub(
            lambda match: link(match.group()) or match.group(), parts[index]
        )
    return "".join(parts)
