"""What a feuille de route shows: what to bring, what to do, until when."""

from typing import Any

from django.urls import reverse

from content.models import PublishedLine
from content.pages.changes_since import address_with_edition, changes_since
from content.pages.citations import citations
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from guide_portal.roadmap.gathering import (
    Asked,
    Gathered,
    by_urgency,
    channels,
    gather,
    moments_of,
)
from guide_portal.roadmap.state import (
    SHEET_PARTS,
    Roadmap,
    moved,
    removed,
    roadmap_query,
)
from procedures.how_to import same_sources
from procedures.models import PublishedFiche
from procedures.page_links import ContactWay, deadline_address, the_contacts
from procedures.rules.channels import Badge, badges, named
from procedures.rules.dates import in_words, read_start
from procedures.rules.deadline_advice import MEANING
from procedures.tools.deadlines import limit_of

LONG_SHEET = 2600  # characters: beyond, paper needs smaller type
SMALL_TYPE_FROM = 7  # fiches: up to six, paper is as easy to read as a page
USE_BEFORE = {"validity": "À utiliser avant le"}
# what of a fiche may cite a source, in the order of the sheet
CITING = "documents deadlines attention conditions rules steps added noted aged".split()
ACCESS_LOST = "dehors"  # as a page for who cannot log in


def contents(snapshot: Snapshot, roadmap: Roadmap) -> dict[str, Any]:
    """Everything the sheet shows of its fiches."""
    fiches = [_fiche(snapshot, roadmap, slug) for slug in roadmap.fiches]
    asked = [
        Asked(fiche["entry"].title, line, line["done"])
        for fiche in fiches
        for line in fiche["documents"]
    ]
    told = [f[block] for f in fiches for block in CITING]
    documents = gather(asked) if roadmap.shows("documents") else []
    deadlines = by_urgency([d for fiche in fiches for d in fiche["deadlines"]])
    return {
        "fiches": fiches,
        "citations": citations(snapshot, told),
        "documents": documents,
        "deadlines": deadlines,
        "due": [d for d in deadlines if d["due"]],
        "channels": channels(fiche["page"].channels for fiche in fiches),
        "contacts": contacts_by_means(snapshot),
        "others": [f for f in fiches if f["entry"].kind == "resource"],
        "density": density(fiches),
        "shows": {block: roadmap.shows(block) for block in SHEET_PARTS},
    } | boxes_of(roadmap, fiches, documents)


def boxes_of(
    roadmap: Roadmap, fiches: list[dict[str, Any]], documents: list[Gathered]
) -> dict[str, Any]:
    """How many boxes there are and are ticked; the ticks that no box shows, which go
    on with the form of those that do."""
    told = [f for f in fiches if f["entry"].kind != "resource"]
    lines = [line for f in told for line in (*f["steps"], *f["added"])]
    steps = lines if roadmap.shows("etapes") else []
    shown = {tick for one in documents for tick in one.line["tick"].split()}
    shown |= {line["tick"] for line in steps}
    boxes = [one.done for one in documents] + [line["done"] for line in steps]
    done = map(".".join, sorted(roadmap.done))
    unseen = [tick for tick in done if tick not in shown]
    return {"boxes": len(boxes), "ticked": sum(boxes), "unseen": unseen}


def contacts_by_means(snapshot: Snapshot) -> dict[str, list[ContactWay]]:
    """Who may be reached by anyone, and with an account that opens only."""
    anyone = the_contacts(snapshot, ACCESS_LOST)
    slugs = {way.slug for way in anyone}
    others = [way for way in the_contacts(snapshot) if way.slug not in slugs]
    return {"anyone": anyone, "with_account": others}


def _fiche(snapshot: Snapshot, roadmap: Roadmap, slug: str) -> dict[str, Any]:
    entry = snapshot.pages[slug]
    page = snapshot.full(entry, PublishedFiche)
    steps = lines_of(slug, page.tasks, roadmap)
    added = [] if steps else lines_of(slug, page.added_steps, roadmap)
    page_address, mark, anchor = address_with_edition(entry).partition("#")
    return {
        "entry": entry,
        "page": page,
        # the list in hand goes on from the page, between its query and its anchor
        "before": page_address,
        "anchor": mark + anchor,
        "age": changes_since(entry, entry.edition_at(roadmap.edition)),
        "badges": known_badges(page),
        "conditions": [r for r in page.requirements if r["kind"] == "condition"],
        "rules": [r for r in page.requirements if r["kind"] == "regle"],
        "documents": lines_of(slug, page.requirements, roadmap, "document"),
        "steps": steps,
        "moments": moments_of(steps or added),
        "added": added,
        "same_source": same_sources(added),
        "aged": [line for line in page.how_to if line["kind"] == "warning"],
        "deadlines": [_deadline(entry, d, roadmap) for d in page.deadlines],
        "attention": [n for n in page.notices if n["kind"] == "attention"],
        "noted": [n for n in page.notices if n["kind"] in ("a-noter", "a-savoir")],
    } | moves_of(roadmap, slug)


def moves_of(roadmap: Roadmap, slug: str) -> dict[str, str]:
    """The addresses that move a fiche up, down, or away."""
    place, last = roadmap.fiches.index(slug), len(roadmap.fiches) - 1
    up = sheet_address(moved(roadmap, slug, -1), slug) if place else ""
    down = sheet_address(moved(roadmap, slug, 1), slug) if place < last else ""
    away = sheet_address(removed(roadmap, slug), slug)
    return {"up": up, "down": down, "remove": away}


def known_badges(page: PublishedFiche) -> list[Badge]:
    """The badges of a page that say something."""
    return [b for b in badges(page.channels) if b.state != "unknown"]


def _deadline(entry: Entry, line: PublishedLine, roadmap: Roadmap) -> dict[str, Any]:
    """A deadline with its fiche and, when its start is known, its limit in words."""
    starts = {(d.slug, d.key): d.start for d in roadmap.dates}
    start = read_start(starts.get((entry.slug, line["key"]), ""))
    due = ""
    if start:
        limit = limit_of(line, start)
        meaning = USE_BEFORE.get(line["kind"], MEANING[line["kind"]])
        due = f"{meaning} {in_words(limit.moment, limit.hours)}"
    return line | {
        "title": entry.title,
        "name": f"{entry.slug}.{line['key']}",
        "address": deadline_address(entry, line["key"]),
        "due": due,
    }


def lines_of(
    slug: str, lines: list[PublishedLine], roadmap: Roadmap, kind: str = ""
) -> list[dict[str, Any]]:
    """The lines of a fiche, ticked or not, with the words of their channel."""
    return [
        named(line)
        | {"done": (slug, line["key"]) in roadmap.done, "tick": f"{slug}.{line['key']}"}
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
    """How small paper may print: never below what is read with ease up to six
    fiches."""
    length = sum(
        # with what its box and its margin take, as so many characters
        len(line["text"]) + 40
        for fiche in fiches
        for block in ("documents", "steps", "added", "aged", "deadlines", "attention")
        for line in fiche[block]
    ) + 120 * len(fiches)
    return "close" if len(fiches) >= SMALL_TYPE_FROM and length > LONG_SHEET else "wide"


def as_text(roadmap: Roadmap, found: dict[str, Any], link: str) -> str:
    """The sheet as a message."""
    lines = ["Feuille de route pour le compte ameli", ""]
    lines += [f"{n}. {f['entry'].title}" for n, f in enumerate(found["fiches"], 1)]
    if roadmap.shows("documents") and found["documents"]:
        lines += ["", "À réunir :"]
        lines += [f"- {g.line['text'].replace('**', '')}" for g in found["documents"]]
    if roadmap.shows("delais") and found["deadlines"]:
        lines += ["", "Délais :"]
        lines += [
            f"- {d['due'] or d['text'].replace('**', '')}" for d in found["deadlines"]
        ]
    lines += ["", *found["channels"]] if found["channels"] else []
    if roadmap.shows("contacts"):
        lines += ["", "Besoin d'aide : 3646 (service gratuit + prix appel)"]
    return "\n".join([*lines, "", "Les étapes :", link])
