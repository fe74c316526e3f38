"""The fiches of a feuille de route found again, whatever became of them."""

from typing import NamedTuple

from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.templatetags.guide import day
from content.text.markup import typography
from guide_portal.navigation import MENU
from guide_portal.roadmap.state import Dated, Roadmap
from guide_portal.search.guide_index import search
from procedures.models import PublishedFiche

FICHES = ("procedure", "trouble", "resource")


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
        (renamed[slug], key)
        for slug, old in roadmap.done
        if slug in renamed and (key := _key_of(snapshot, renamed[slug], old))
    }
    dates = {
        Dated(renamed[dated.slug], key, dated.start)
        for dated in roadmap.dates
        if dated.slug in renamed
        and (key := _key_of(snapshot, renamed[dated.slug], dated.key))
    }
    fiches = tuple(dict.fromkeys(renamed.values()))
    return roadmap._replace(
        fiches=fiches, done=frozenset(done), dates=frozenset(dates)
    ), notices


def _key_of(snapshot: Snapshot, slug: str, key: str) -> str:
    """The name of today of a line; empty when it is no more."""
    page = snapshot.full(snapshot.pages[slug], PublishedFiche)
    return page.moved.get(key, key)


def _renamed(snapshot: Snapshot, slug: str, entry: Entry) -> SheetNotice:
    gone = snapshot.retired.get(slug)
    verb = "a été remplacée par" if gone else "s'appelle maintenant"
    name = gone.title if gone else slug
    told = f"La fiche « {name} » {verb} « {entry.title} »."
    return SheetNotice(typography(told), [])


def _lost(snapshot: Snapshot, slug: str) -> SheetNotice:
    """A fiche that is no more, or never was: named, with what comes near."""
    retired = snapshot.retired.get(slug)
    if retired:
        root = snapshot.root(retired.section)
        links = [(root.title, root.address)] if root else []
        told = f"La fiche « {retired.title} » a été retirée le {day(retired.on)}."
        return SheetNotice(typography(told), links)
    # a slug is made of the words of a title: the search knows them
    found = search(snapshot, slug.replace("-", " "))
    near = [(r.title, r.url) for r in (found.results + found.near)[:2]]
    return SheetNotice(typography(f"Aucune fiche ne s'appelle « {slug} »."), near)
