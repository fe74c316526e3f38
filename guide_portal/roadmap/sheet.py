"""Template context of a feuille de route: its fiches found again whatever became of
them, and what they ask for, gathered."""

from typing import Any, NamedTuple

from django.urls import reverse

from content.models import PublishedLine
from content.pages.changes_since import address_with_edition, changes_since
from content.pages.citations import citations
from content.snapshot.model import Entry, Snapshot
from content.templatetags.guide import day
from guide_portal.navigation import MENU
from guide_portal.roadmap.gathering import Asked, by_urgency, channels, gather
from guide_portal.roadmap.state import (
    SHEET_PARTS,
    Roadmap,
    moved,
    removed,
    roadmap_query,
)
from guide_portal.search.guide_index import search
from procedures.models import PublishedFiche
from procedures.page_links import the_contacts
from procedures.rules.channels import badges, named

FICHES = ("procedure", "trouble", "resource")
LONG, VERY_LONG = 2600, 4200  # characters: beyond, paper needs smaller type


class SheetNotice(NamedTuple):
    """What became of a fiche, with where to go."""

    text: str
    links: list[tuple[str, str]]


def choices(snapshot: Snapshot) -> list[tuple[str, list[Entry]]]:
    """Every fiche, under the title of its rubrique."""
    found: dict[str, list[Entry]] = {e.title: [] for e in snapshot.named([*MENU])}
    for entry in snapshot.pages.values():
        root = snapshot.root(entry.section)
        if entry.kind in FICHES and root:
            found.setdefault(root.title, []).append(entry)
    return list(found.items())


def resolve(snapshot: Snapshot, roadmap: Roadmap) -> tuple[Roadmap, list[SheetNotice]]:
    """The same list with the names of today, and what must be said of the others."""
    renamed: dict[str, str] = {}
    notices = []
    for slug in roadmap.fiches:
        entry = snapshot.pages.get(slug) or snapshot.aliases.get(slug)
        if entry and entry.kind in FICHES:
            renamed[slug] = entry.slug
            if entry.slug != slug:
                notices.append(_renamed(snapshot, slug, entry))
        else:
            notices.append(_lost(snapshot, slug))
    done = {
        (
            renamed[s],
            snapshot.full(snapshot.pages[renamed[s]], PublishedFiche).moved.get(k, k),
        )
        for s, k in roadmap.done
        if s in renamed
    }
    # two names of a list may have become one page
    fiches = tuple(dict.fromkeys(renamed.values()))
    return roadmap._replace(fiches=fiches, done=frozenset(done)), notices


def _renamed(snapshot: Snapshot, slug: str, entry: Entry) -> SheetNotice:
    gone = snapshot.retired.get(slug)
    verb = "a été remplacée par" if gone else "s'appelle maintenant"
    name = gone.title if gone else slug
    return SheetNotice(f"La fiche « {name} » {verb} « {entry.title} ».", [])


def _lost(snapshot: Snapshot, slug: str) -> SheetNotice:
    """A fiche that is no more, or never was: named, with what comes near."""
    retired = snapshot.retired.get(slug)
    if retired:
        root = snapshot.root(retired.section)
        links = [(root.title, root.address)] if root else []
        told = f"La fiche « {retired.title} » a été retirée le {day(retired.on)}."
        return SheetNotice(told, links)
    # a slug is made of the words of a title: the search knows them
    found = search(snapshot, slug.replace("-", " "))
    near = [(r.title, r.url) for r in (found.results + found.near)[:2]]
    return SheetNotice(f"Aucune fiche ne s'appelle « {slug} ».", near)


def contents(snapshot: Snapshot, roadmap: Roadmap) -> dict[str, Any]:
    """Everything the sheet shows of its fiches."""
    fiches = [_fiche(snapshot, roadmap, slug) for slug in roadmap.fiches]
    asked = [
        Asked(fiche["entry"].title, line, line["done"])
        for fiche in fiches
        for line in fiche["documents"]
    ]
    told = [line for f in fiches for line in (*f["added"], *f["aged"])]
    return {
        "fiches": fiches,
        "citations": citations(snapshot, told),
        "documents": gather(asked),
        "deadlines": by_urgency([d for fiche in fiches for d in fiche["deadlines"]]),
        "channels": channels(fiche["page"].channels for fiche in fiches),
        "contacts": the_contacts(snapshot),
        "others": [f for f in fiches if f["entry"].kind == "resource"],
        "density": density(fiches),
        "shows": {block: roadmap.shows(block) for block in SHEET_PARTS},
    }


def _fiche(snapshot: Snapshot, roadmap: Roadmap, slug: str) -> dict[str, Any]:
    entry = snapshot.pages[slug]
    page = snapshot.full(entry, PublishedFiche)
    place = roadmap.fiches.index(slug)
    return {
        "entry": entry,
        "page": page,
        "address": address_with_edition(entry),
        "age": changes_since(entry, entry.edition_at(roadmap.edition)),
        "badges": [b for b in badges(page.channels) if b.state != "unknown"],
        "conditions": [r for r in page.requirements if r["kind"] == "condition"],
        "documents": lines_of(slug, page.requirements, roadmap, "document"),
        "steps": lines_of(slug, page.tasks, roadmap),
        "added": [] if page.tasks else lines_of(slug, page.added_steps, roadmap),
        "aged": [line for line in page.how_to if line["kind"] == "warning"],
        "deadlines": [d | {"title": entry.title} for d in page.deadlines],
        "attention": [n for n in page.notices if n["kind"] == "attention"],
        "up": sheet_address(moved(roadmap, slug, -1), slug) if place else "",
        "down": sheet_address(moved(roadmap, slug, 1), slug)
        if place + 1 < len(roadmap.fiches)
        else "",
        "remove": sheet_address(removed(roadmap, slug), slug),
    }


def lines_of(
    slug: str, lines: list[PublishedLine], roadmap: Roadmap, kind: str = ""
) -> list[dict[str, Any]]:
    """The lines of a fiche, ticked or not, with the words of their channel."""
    return [
        named(line) | {"done": (slug, line["key"]) in roadmap.done}
        for line in lines
        if not kind or line["kind"] == kind
    ]


def sheet_address(roadmap: Roadmap, touched: str = "") -> str:
    """The long form; `touched` is the fiche to speak of."""
    asked = roadmap_query(roadmap, dated=True) + (
        f"&geste={touched}" if touched else ""
    )
    return reverse("roadmap") + (f"?{asked}" if asked else "")


def density(fiches: list[dict[str, Any]]) -> str:
    """How small paper must print so that one sheet holds it."""
    length = sum(
        # with what its box and its margin take, as so many characters
        len(line["text"]) + 40
        for fiche in fiches
        for block in ("documents", "steps", "added", "aged", "deadlines", "attention")
        for line in fiche[block]
    ) + 120 * len(fiches)
    return "tight" if length > VERY_LONG else "close" if length > LONG else "wide"


def as_text(roadmap: Roadmap, found: dict[str, Any], link: str) -> str:
    """The sheet as a message."""
    lines = ["Feuille de route pour le compte ameli", ""]
    lines += [f"{n}. {f['entry'].title}" for n, f in enumerate(found["fiches"], 1)]
    if roadmap.shows("documents") and found["documents"]:
        lines += ["", "À réunir :"]
        lines += [f"- {g.line['text'].replace('**', '')}" for g in found["documents"]]
    if roadmap.shows("delais") and found["deadlines"]:
        lines += ["", "Délais :"]
        lines += [f"- {d['text'].replace('**', '')}" for d in found["deadlines"]]
    lines += ["", *found["channels"]] if found["channels"] else []
    if roadmap.shows("contacts"):
        lines += ["", "Besoin d'aide : 3646 (service gratuit + prix appel)"]
    return "\n".join([*lines, "", "Les étapes :", link])
