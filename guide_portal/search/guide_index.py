"""The search over the published guide: where a result leads, and the sentence shown
under it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.text.markup import typography
from guide_portal.search.corpus import Findable, corpus, synonyms
from guide_portal.search.engine.analysis import stems
from guide_portal.search.engine.documents import IndexedDocument, Match
from guide_portal.search.engine.ranking import Index
from guide_portal.search.passages import Analysed
from guide_portal.search.wording import WORD_PARTS, language_of, rewritten
from procedures.rules.channels import Badge, Channels, badges

SNIPPET = 160  # characters
CHANNELLED = ("procedure", "trouble", "resource")  # the fiches: they say their channel


@dataclass
class Result:
    """One line of the results: what was found, and the passage that answers."""

    found: Findable
    url: str
    snippet: str
    stems: frozenset[str] = field(default_factory=frozenset)

    @property
    def highlighted(self) -> SafeString:
        """The snippet with the words of the query in <mark>."""
        parts = WORD_PARTS.split(self.snippet)
        marked = (
            ("<mark>", word, "</mark>")
            if self.stems & set(stems(word))
            else ("", word, "")
            for word in parts
        )
        return format_html_join(
            "", "{}{}{}", ((SafeString(a), b, SafeString(c)) for a, b, c in marked)
        )

    @property
    def badges(self) -> list[Badge]:
        """What the guide says of the channel, when it says something."""
        if self.kind not in CHANNELLED or not self.entry:
            return []
        channels = Channels.of(self.entry.record)
        return [b for b in badges(channels) if b.state != "unknown"]

    @property
    def entry(self) -> Entry | None:
        return self.found.entry

    @property
    def fiche(self) -> bool:
        """Whether it can stand on a feuille de route."""
        return self.kind in CHANNELLED

    @property
    def title(self) -> str:
        return self.found.title

    @property
    def kind(self) -> str:
        return self.found.kind

    @property
    def rubrique(self) -> str:
        return self.found.label

    @property
    def slug(self) -> str:
        return self.found.slug

    def as_data(self) -> dict[str, str]:
        return {
            "slug": self.slug,
            "title": self.title,
            "url": self.url,
            "kind": self.kind,
            "snippet": self.snippet,
        }


@dataclass
class SearchAnswer:
    """What a search gives, one ranked list in two parts: results, then near pages;
    `outside` answers what the guide does not cover, `language` is the sentence owed to
    who writes in another language."""

    query: str
    results: list[Result]
    near: list[Result]
    outside: list[Result]
    corrected: str | None
    language: dict[str, str] | None

    def as_data(self) -> dict[str, Any]:
        return {
            "query": self.query,
            "results": [result.as_data() for result in self.results],
            "near": [result.as_data() for result in (*self.outside, *self.near)],
            "corrected": self.corrected,
        }


def search(snapshot: Snapshot, query: str) -> SearchAnswer:
    """The answer of the published guide to what was typed."""
    found = snapshot.derived(build).search(query)
    return SearchAnswer(
        query,
        [_result(snapshot, match) for match in found.matches],
        [_result(snapshot, match) for match in found.near],
        [_result(snapshot, match) for match in found.aside],
        rewritten(query, found.corrected, snapshot),
        language_of(snapshot, query),
    )


def build(snapshot: Snapshot) -> Index:
    """The index of a snapshot: pages, rubriques, tools, words."""
    return Index(documents(snapshot), synonyms(snapshot))


def documents(snapshot: Snapshot) -> list[IndexedDocument]:
    """What is searched."""
    return [one.document for one in snapshot.derived(corpus).values()]


def with_words(
    snapshot: Snapshot, words: str, slug: str, place: str, same: str
) -> Index:
    """The index as it would be with these words in a place of a page (`phrasings`,
    `keywords`), or as a synonym of others."""
    changed = [
        document if document.slug != slug else _given(document, words, place)
        for document in documents(snapshot)
    ]
    pair = [(words, same)] if same else []
    return Index(changed, [*synonyms(snapshot), *pair])


def _given(document: IndexedDocument, words: str, place: str) -> IndexedDocument:
    if place == "keywords":
        return document._replace(keywords=(*document.keywords, words))
    return document._replace(phrasings=(*document.phrasings, words))


def _result(snapshot: Snapshot, match: Match) -> Result:
    found = snapshot.derived(corpus)[match.slug]
    text, anchor = found.summary, ""
    if found.entry and found.kind not in ("term", "outside"):
        text, anchor = _passage(snapshot, found, match)
    address = found.address
    if anchor and "#" not in address:
        address = f"{address}#{anchor}"
    return Result(found, address, _cut(typography(text)), match.stems)


def _passage(snapshot: Snapshot, found: Findable, match: Match) -> tuple[str, str]:
    """The passage that answers with its anchor, the summary when none does better."""
    assert found.entry
    wanted = [f" {stem} " for stem in match.stems]
    ranked = [
        (sum(stem in held for stem in wanted), -place, text, anchor)
        for place, (held, text, anchor) in enumerate(
            snapshot.derived(Analysed).of(found.entry)
        )
    ]
    in_summary = len(match.stems & set(stems(found.summary + " " + found.title)))
    best = max(ranked, default=(0, 0, "", ""))
    if best[0] > in_summary or not found.summary:
        return best[2], best[3]
    return found.summary, ""


def _cut(text: str) -> str:
    if len(text) <= SNIPPET:
        return text
    return text[:SNIPPET].rsplit(" ", 1)[0] + "…"
