"""What can be found: pages, rubriques, tools, verifications, the site's own pages, the
lexique, and what stands outside the guide; with the words that lead to each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.text.markup import plain, typography
from guide_portal.search.engine.documents import IndexedDocument
from guide_portal.search.own_pages import OWN_PAGES, OwnPage
from guide_portal.search.passages import passages
from procedures.page_links import check_address

# A list of pages, a page about the site, a tool or a word comes after the page itself.
PRIORS = {
    "section": 0.7,
    "article": 0.7,
    "tool": 0.8,
    "site": 0.7,
    "term": 0.45,
    "outside": 0.9,
}
LABELS = {
    "section": "Rubrique",
    "article": "À propos du site",
    "tool": "Outil",
    "site": "À propos du site",
    "term": "Lexique",
    "outside": "Hors du guide",
}


@dataclass(frozen=True)
class Findable:
    """One thing that a search can show; `entry` when a record makes it. The few
    summaries shown get their typography then."""

    slug: str
    kind: str
    title: str
    address: str
    summary: str
    label: str
    document: IndexedDocument
    entry: Entry | None = None


def corpus(snapshot: Snapshot) -> dict[str, Findable]:
    """Everything that can be found, by the slug of its document."""
    foreign = foreign_words(snapshot)
    found = [
        *(
            _outside(entry)
            if entry.kind == "outside"
            else _page(snapshot, entry, foreign)
            for entry in snapshot.pages.values()
        ),
        *(_page(snapshot, entry, foreign) for entry in snapshot.sections.values()),
        *(_check(e, c) for e in snapshot.pages.values() for c in _checks(e)),
        *map(_own, OWN_PAGES),
        *map(_term, snapshot.terms.values()),
    ]
    return {one.document.slug: one for one in found}


def foreign_words(snapshot: Snapshot) -> dict[str, list[str]]:
    """The words of other languages that lead to each page."""
    found: dict[str, list[str]] = {}
    for entry in snapshot.languages:
        for words, page in entry.record.get("words", {}).items():
            found.setdefault(page, []).append(words)
    return found


def synonyms(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """The words that mean the same: those of staff, those of the lexique."""
    for entry in snapshot.synonyms:
        yield tuple(entry.record["words"])
    for entry in snapshot.terms.values():
        record = entry.record
        yield (record["term"], record.get("expansion", ""), *record.get("synonyms", []))


def _page(snapshot: Snapshot, entry: Entry, foreign: dict[str, list[str]]) -> Findable:
    record = entry.record
    titles = [record.get("title", ""), record.get("guide_title", "")]
    keywords = (
        *record.get("keywords", []),
        *record.get("topics", []),
        *foreign.get(entry.slug, []),
    )
    texts = " . ".join(text for text, _ in passages(entry))
    document = IndexedDocument(
        entry.slug,
        titles[0],
        keywords,
        " . ".join([record.get("summary", ""), texts, titles[1]]),
        PRIORS.get(entry.kind, 1.0),
        tuple(filter(None, [record.get("symptom", ""), titles[1]])),
        tuple(record.get("phrasings", [])),
    )
    root = snapshot.root(entry.section or entry.slug)
    label = root.title if root and root is not entry else LABELS.get(entry.kind, "")
    return Findable(
        record.get("name") or entry.slug,
        entry.kind,
        entry.title,
        entry.address,
        entry.summary,
        label,
        document,
        entry,
    )


def _checks(entry: Entry) -> list[dict[str, Any]]:
    return entry.record.get("checks", [])


def _check(entry: Entry, check: dict[str, Any]) -> Findable:
    """A verification: its questions and its verdicts."""
    texts = [check.get("ok", "")]
    for line in (*check.get("questions", []), *check.get("rules", [])):
        texts += [line.get("text", ""), line.get("help", "")]
    address = check_address(entry)
    does = f"Quelques questions, une réponse d'après le guide. Fiche : {entry.title}."
    document = IndexedDocument(
        f"{entry.slug}/{check['key']}",
        check["title"],
        (),
        " . ".join(plain(text) for text in texts if text),
        PRIORS["term"],
    )
    return Findable(
        f"{entry.slug}/verifier",
        "tool",
        typography(check["title"]),
        address,
        does,
        LABELS["tool"],
        document,
    )


def _own(page: OwnPage) -> Findable:
    kind = "tool" if page.tool else "site"
    document = IndexedDocument(
        f"/{page.slug}", page.title, page.keywords, page.does, PRIORS[kind]
    )
    title, label = typography(page.title), LABELS[kind]
    return Findable(page.slug, kind, title, page.address, page.does, label, document)


def _term(entry: Entry) -> Findable:
    record = entry.record
    definition = plain(record["definition"])
    named = (record.get("expansion", ""), *record.get("synonyms", []))
    document = IndexedDocument(
        f"lexique/{entry.slug}",
        record["term"],
        (*filter(None, named), f"définition de {record['term']}"),
        definition,
        PRIORS["term"],
        (f"que veut dire {record['term']}", f"c'est quoi {record['term']}"),
    )
    return Findable(
        f"lexique/{entry.slug}",
        "term",
        entry.title,
        entry.address,
        definition,
        LABELS["term"],
        document,
        entry,
    )


def _outside(entry: Entry) -> Findable:
    record = entry.record
    document = IndexedDocument(
        entry.slug,
        record["title"],
        tuple(record.get("keywords", [])),
        record["summary"],
        PRIORS["outside"],
        phrasings=tuple(record.get("phrasings", [])),
        aside=True,
    )
    return Findable(
        entry.slug,
        "outside",
        entry.title,
        entry.address,
        f"{entry.summary} Où s'adresser : {record['go']}.",
        LABELS["outside"],
        document,
        entry,
    )
