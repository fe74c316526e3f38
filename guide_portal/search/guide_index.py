"""The search over the published guide: which words of a page count, where a result
leads, and the sentence shown under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from content.models import Recorded
from content.records import schema
from content.snapshot.model import Entry, Snapshot
from content.text.markup import plain, typography
from guide_portal.search.engine.analysis import stems
from guide_portal.search.engine.documents import IndexedDocument, Match
from guide_portal.search.engine.ranking import Index
from procedures.rules.channels import Badge, Channels, badges

WORD_PARTS = re.compile(r"(\w+)")
SNIPPET = 160  # characters
NEAR = 3  # pages that come near, under what the guide does not cover
# A list of pages, or a page about the site, comes after the page itself.
PRIORS = {"section": 0.7, "article": 0.6}


@dataclass
class Result:
    """One line of the results: the page, and the passage that answers."""

    entry: Entry
    url: str
    snippet: str
    rubrique: str
    found: frozenset[str] = field(default_factory=frozenset)

    @property
    def highlighted(self) -> SafeString:
        """The snippet with the words of the query in <mark>."""
        parts = WORD_PARTS.split(self.snippet)
        marked = (
            ("<mark>", word, "</mark>")
            if self.found & set(stems(word))
            else ("", word, "")
            for word in parts
        )
        return format_html_join(
            "", "{}{}{}", ((SafeString(a), b, SafeString(c)) for a, b, c in marked)
        )

    @property
    def badges(self) -> list[Badge]:
        """What the guide says of the channel, when it says something."""
        return [
            b for b in badges(Channels.of(self.entry.record)) if b.state != "unknown"
        ]

    @property
    def slug(self) -> str:
        return self.entry.record.get("name") or self.entry.slug

    def as_data(self) -> dict[str, str]:
        return {
            "slug": self.slug,
            "title": self.entry.title,
            "url": self.url,
            "kind": self.entry.kind,
            "snippet": self.snippet,
        }


@dataclass
class SearchAnswer:
    """What a search gives: results, or near pages when nothing fits well."""

    query: str
    results: list[Result]
    near: list[Result]
    corrected: str | None

    def as_data(self) -> dict[str, Any]:
        return {
            "query": self.query,
            "results": [result.as_data() for result in self.results],
            "near": [result.as_data() for result in self.near],
            "corrected": self.corrected,
        }


def search(snapshot: Snapshot, query: str) -> SearchAnswer:
    """The answer of the published guide to what was typed."""
    found = snapshot.derived(build).search(query)
    results = [_result(snapshot, match) for match in found.matches]
    near = [_result(snapshot, match) for match in found.near]
    if results and results[0].entry.kind == "outside":
        # the guide does not cover it: its pages that look alike only come near
        alike = [r for r in results if r.entry.kind != "outside"]
        results = [r for r in results if r.entry.kind == "outside"]
        near = [*alike, *near][:NEAR]
    return SearchAnswer(query, results, near, found.corrected)


def build(snapshot: Snapshot) -> Index:
    """The index of a snapshot: pages, rubriques and groups."""
    return Index(documents(snapshot), synonyms(snapshot))


def with_words(snapshot: Snapshot, words: str, slug: str, same: str) -> Index:
    """The index as it would be with these words as a keyword of a page, or as a
    synonym of others."""
    changed = [
        document._replace(keywords=(*document.keywords, words))
        if document.slug == slug
        else document
        for document in documents(snapshot)
    ]
    pair = [(words, same)] if same else []
    return Index(changed, [*synonyms(snapshot), *pair])


def documents(snapshot: Snapshot) -> list[IndexedDocument]:
    """What is searched: every page, rubrique and group."""
    return list(map(_document, [*snapshot.pages.values(), *snapshot.sections.values()]))


def synonyms(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """The words that mean the same: those of staff, those of the lexique."""
    for entry in snapshot.synonyms:
        yield tuple(entry.record["words"])
    for entry in snapshot.terms.values():
        record = entry.record
        yield (record["term"], record.get("expansion", ""), *record.get("synonyms", []))


def _document(entry: Entry) -> IndexedDocument:
    record = entry.record
    titles = [record.get("title", ""), record.get("guide_title", "")]
    keywords = (*record.get("keywords", []), *record.get("topics", []))
    passages_ = " . ".join(text for text, _ in passages(entry))
    body = " . ".join([record.get("summary", ""), passages_, titles[1]])
    return IndexedDocument(
        entry.slug,
        titles[0],
        keywords,
        body,
        PRIORS.get(entry.kind, 1.0),
        tuple(filter(None, [record.get("symptom", ""), titles[1]])),
        tuple(record.get("phrasings", [])),
    )


def passages(entry: Entry) -> list[tuple[str, str]]:
    """The sentences of a page with the anchor of each, best places first."""
    return list(_passages(schema.kinds()[entry.kind], entry.record, ""))


def _passages(
    model: type[Recorded], record: dict[str, Any], anchor: str
) -> Iterator[tuple[str, str]]:
    for name, part in schema.fields_of(model).items():
        value = record.get(name)
        if not value:
            continue
        if part.one_to_many and part.related_model.SEARCHED:
            for line in value:
                if line.get("kind") == "complement":
                    continue  # not what the guide is about
                yield from _passages(part.related_model, line, line["key"])
        elif schema.is_indexed(model, name):
            yield plain(value), anchor


class Analysed:
    """The passages of each page with their stems, computed when first shown."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.kept: dict[str, list[tuple[frozenset[str], str, str]]] = {}

    def of(self, entry: Entry) -> list[tuple[frozenset[str], str, str]]:
        if entry.slug not in self.kept:
            self.kept[entry.slug] = [
                (frozenset(stems(text)), text, anchor)
                for text, anchor in passages(entry)
            ]
        return self.kept[entry.slug]


def _result(snapshot: Snapshot, match: Match) -> Result:
    entry = snapshot.entry(match.slug)
    assert entry
    ranked = [
        (len(match.stems & found), -place, text, anchor)
        for place, (found, text, anchor) in enumerate(
            snapshot.derived(Analysed).of(entry)
        )
    ]
    in_summary = len(match.stems & set(stems(entry.summary + " " + entry.title)))
    best = max(ranked, default=(0, 0, "", ""))
    if best[0] > in_summary or not entry.summary:
        text, anchor = best[2], best[3]
    else:
        text, anchor = entry.summary, ""
    address = entry.address
    if anchor and "#" not in address:
        address = f"{address}#{anchor}"
    root = snapshot.root(entry.section or entry.slug)
    rubrique = root.title if root and root is not entry else "Rubrique"
    return Result(entry, address, _cut(typography(text)), rubrique, match.stems)


def _cut(text: str) -> str:
    if len(text) <= SNIPPET:
        return text
    return text[:SNIPPET].rsplit(" ", 1)[0] + "…"
