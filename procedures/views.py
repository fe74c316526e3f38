"""Views of a démarche, and of the contacts."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from content.models import PublishedLine, PublishedSection
from content.pages.changes_since import (
    ChangesSince,
    address_with_edition,
    asked_edition,
    changes_since,
)
from content.pages.citations import citations
from content.pages.fragment_cache import cached_fragment
from content.pages.http import Request, absolute, crumbs, elsewhere, reading_page
from content.pages.structured_data import breadcrumb
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from procedures.how_to import how_to_context
from procedures.models import PublishedFiche, PublishedProcedure, PublishedResource
from procedures.page_links import (
    check_address,
    next_link,
    related_troubles,
    situations,
    the_contacts,
    tool_base,
)
from procedures.rules.channels import Badge, badges, phases, reach, stated
from procedures.rules.checklist import announced, count_done, tick, ticked_address


@reading_page
def procedure(request: Request, slug: str) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug)
    if not entry or entry.kind != "procedure":
        return elsewhere(request, slug)
    done = request.GET.getlist("fait")
    age = changes_since(entry, asked_edition(request))
    if request.htmx:
        key = (slug, age and age.edition, *known_ticks(snapshot, entry, done))
        make = partial(checklist, request, snapshot, entry, done, age)
        return cached_fragment(
            request, snapshot, "pages/procedure.html#checklist", key, make
        )
    page = snapshot.full(entry, PublishedProcedure)
    way = crumbs(snapshot.root(entry.section), entry)
    troubles = related_troubles(snapshot, slug)
    context = checklist(request, snapshot, entry, done, age) | {
        "announced": "",
        "crumbs": way,
        "badges": badges(page.channels),
        "reach": reach(page.channels, request.GET.get("moyen", "")),
        "conditions": [r for r in page.requirements if r["kind"] == "condition"],
        "troubles": troubles,
        "related": [e for e in snapshot.named(page.related) if e not in troubles],
        "contacts": the_contacts(snapshot, page.access, page.guide_only),
        "videos": videos_listed(snapshot, slug),
        "data": [breadcrumb(request, way), *page.structured_data()],
    }
    return render(request, "pages/procedure.html", context)


def known_ticks(snapshot: Snapshot, entry: Entry, done: list[str]) -> list[str]:
    """The ticks that are lines of the page, in its order."""
    page = snapshot.full(entry, PublishedFiche)
    ticked = set(current_keys(page, done))
    return [line["key"] for line in page.tickable if line["key"] in ticked]


def current_keys(page: PublishedFiche, keys: list[str]) -> list[str]:
    """The keys of today for keys that a link may have taken long ago."""
    return [page.moved.get(key, key) for key in keys]


def checklist(
    request: Request,
    snapshot: Snapshot,
    entry: Entry,
    done: list[str],
    age: ChangesSince | None,
) -> dict[str, Any]:
    """What can be ticked on the page of a démarche."""
    page = snapshot.full(entry, PublishedProcedure)
    done = current_keys(page, done)
    requirements = tick(page.requirements, done)
    documents = [r for r in requirements if r["kind"] == "document"]
    steps = tick([next_link(snapshot, entry, step) for step in page.steps], done)
    how = how_to_context(snapshot, page, done)
    todo = steps + how["added_steps"]
    counted = (documents, "document", "réuni"), (todo, "étape", "cochée")
    return (
        how
        | {
            "page": page,
            "phases": phases(steps),
            "documents": documents,
            "documents_done": count_done(documents),
            "steps_done": count_done(steps),
            "checklist": documents + todo,
            "rules": [r for r in requirements if r["kind"] == "regle"],
            "announced": announced(*counted),
        }
        | ticked_addresses(request, entry, documents + todo, age)
    )


def ticked_addresses(
    request: Request, entry: Entry, lines: list[PublishedLine], age: ChangesSince | None
) -> dict[str, Any]:
    """The addresses a page shows: its own, with its ticks, of its tools; those that
    are shared carry its edition."""
    checks = entry.record.get("checks", [])
    return {
        "age": age,
        "alerts_here": store.current_snapshot().alerts_of(entry.slug),
        "shared_address": absolute(request, address_with_edition(entry)),
        "address": absolute(request, entry.address),
        "page_address": entry.address,
        "tool_address": tool_base(entry),
        "ticked": count_done(lines),
        "ticked_address": absolute(
            request, ticked_address(entry.address, lines, entry.edition)
        ),
        "check_address": check_address(entry),
        "question_count": sum(len(check["questions"]) for check in checks),
    }


def videos_listed(snapshot: Snapshot, slug: str) -> list[Entry]:
    """The videos that the page of videos lists; no other page does."""
    return snapshot.derived(announced_videos) if slug == "tutoriels-video" else []


def announced_videos(snapshot: Snapshot) -> list[Entry]:
    """The démarches for which the guide announces a video."""
    return [
        entry
        for entry in snapshot.of_kind("procedure")
        if entry.record.get("video_announced")
    ]


@dataclass(frozen=True, kw_only=True)
class ResourceCard(PublishedResource):
    """A contact with its channel badges and its related pages."""

    badges: list[Badge]
    related_entries: list[Entry]


@reading_page
def contacts(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    section = snapshot.sections["contacts"]
    groups: list[dict[str, Any]] = [
        {
            "section": group,
            "pages": [with_links(snapshot, e) for e in snapshot.under(group.slug)],
        }
        for group in snapshot.groups("contacts")
    ]
    way = crumbs(section)
    doors = [
        with_links(snapshot, e)
        for e in snapshot.under("contacts")
        if e.kind == "resource"
    ]
    shown = [*doors, *(card for group in groups for card in group["pages"])]
    context = {
        "section": snapshot.full(section, PublishedSection),
        "edition": snapshot.number,
        "crumbs": way,
        "contacts": doors,
        "groups": groups,
        "situations": situations(snapshot),
        "citations": citations(snapshot, [card.how_to for card in shown]),
        "address": absolute(request, section.address),
        "data": [breadcrumb(request, way)],
    }
    return render(request, "pages/contacts.html", context)


def with_links(snapshot: Snapshot, entry: Entry) -> ResourceCard:
    """A contact with its channel badges and its related pages."""
    page = snapshot.full(entry, PublishedResource)
    return ResourceCard(
        **vars(page),
        badges=stated(page.channels),
        related_entries=snapshot.named(page.related),
    )
