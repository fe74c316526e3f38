"""Printable booklet: the guide whole, or one rubrique: what the offline copy falls back
to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from content.pages.citations import citations
from content.pages.http import Request, absolute, crumbs, elsewhere, reading_page
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from guide_portal.navigation import MENU
from procedures.models import PublishedFiche, blocks_of
from procedures.rules.channels import named, stated
from procedures.views import with_links


@reading_page
def booklet(request: Request, slug: str = "") -> HttpResponse:
    snapshot = store.current_snapshot()
    if slug and slug not in MENU:
        return elsewhere(request, slug)
    chapters = [chapter(snapshot, s) for s in ([slug] if slug else MENU)]
    fiches = [f for c in chapters for _, found in c["groups"] for f in found]
    address = reverse("chapter", args=[slug]) if slug else reverse("booklet")
    context = {
        "chapters": chapters,
        "citations": citations(snapshot, [cited(f["page"]) for f in fiches]),
        "whole": not slug,
        "address": absolute(request, address),
        "made_on": timezone.localdate(snapshot.made_at),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "sharing/booklet.html", context)


def cited(page: PublishedFiche) -> list[Any]:
    """What of a page may cite a source, in the order of paper."""
    return [page.requirements, page.tasks, page.deadlines, page.notices, page.how_to]


def chapter(snapshot: Snapshot, slug: str) -> dict[str, Any]:
    """A rubrique with all its pages, its groups in order."""
    section = snapshot.sections[slug]
    groups = [("", snapshot.under(slug))]
    groups += [(g.title, snapshot.under(g.slug)) for g in snapshot.groups(slug)]
    return {
        "section": section,
        "groups": [(t, [whole(snapshot, e) for e in es]) for t, es in groups if es],
    }


def whole(snapshot: Snapshot, entry: Entry) -> dict[str, Any]:
    """A page with what paper shows of it."""
    page = snapshot.full(entry, PublishedFiche)
    if entry.kind == "resource":
        page = with_links(snapshot, entry)
    return {
        "entry": entry,
        "page": page,
        "badges": stated(page.channels),
        "lists": [
            (title, [r for r in page.requirements if r["kind"] == kind])
            for title, kind in (
                ("Conditions", "condition"),
                ("Documents à réunir", "document"),
                ("Règles à respecter", "regle"),
            )
            if any(r["kind"] == kind for r in page.requirements)
        ],
        "steps": [named(s) for s in page.tasks],
        "notices": page.notices,
        "how": blocks_of(page.how_to),
    }
