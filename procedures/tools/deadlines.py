"""View of a deadline computed from a date: in words, and for a calendar."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from content.models import Published, PublishedLine
from content.pages.fragment_cache import fragment
from content.pages.http import Request, absolute, crumbs, elsewhere
from content.snapshot import store
from content.snapshot.model import Entry
from content.text.markup import plain
from procedures.models import PublishedFiche
from procedures.page_links import deadline_address
from procedures.rules.deadlines import (
    TODAY,
    Limit,
    Start,
    compute,
    distance,
    in_words,
    read_start,
)
from procedures.tools.requests import stateless_tool

# What the moment means, before and after it, for each kind of deadline.
MEANING = {
    "validity": ("Valable jusqu'au", "Ce n'est plus valable : il faut recommencer."),
    "wait": ("Possible à partir du", "C'est possible maintenant."),
    "before": ("À faire au plus tard le", "La date conseillée est passée : faites-le."),
    "arrival": ("Reçu au plus tard le", "Ce devrait être arrivé : voir les solutions."),
}
WORKING = (
    "Lecture retenue : deux jours ouvrés, du lundi au vendredi, hors jours fériés. Le "
    "guide ne définit pas les « heures ouvrées » : à faire confirmer par la CPAM."
)


def find_deadline(slug: str, key: str) -> tuple[Entry | None, PublishedLine | None]:
    """The page and its deadline, each None when there is none."""
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug)
    if not entry:
        return None, None
    page: Published = snapshot.full(entry)
    if not isinstance(page, PublishedFiche):
        return entry, None
    key = page.moved.get(key, key)
    return entry, next((d for d in page.deadlines if d["key"] == key), None)


@stateless_tool("GET")
def deadline(request: Request, slug: str, key: str) -> HttpResponse:
    entry, found = find_deadline(slug, key)
    if not entry:
        return elsewhere(request, slug)
    address = deadline_address(entry, found["key"] if found else key)
    if not found or request.path != address:
        return redirect(address if found else entry.address)
    typed = request.GET.get("depuis", "")[:40]
    start = read_start(typed)
    context = {
        "deadline": found,
        "address": address,
        "calendar": f"{address[:-1]}.ics?{urlencode({'depuis': typed})}",
        "typed": typed,
        "by_hour": "T" in found["duration"],
        "answer": answer(found, start) if start else None,
        "misread": bool(typed) and not start,
        "shared": absolute(request, f"{address}?depuis={typed}") if start else "",
    }
    if request.htmx:
        return fragment("tools/deadline.html#limit", context)
    context |= {
        "page": store.current_snapshot().full(entry),
        "entry": entry,
        "crumbs": crumbs(store.current_snapshot().root(entry.section), entry),
    }
    return render(request, "tools/deadline.html", context)


def limit_of(found: PublishedLine, start: Start) -> Limit:
    moment, with_hour = start
    return compute(
        found["kind"],
        found["duration"],
        moment,
        with_hour,
        earliest=found["earliest"],
        working=found["working"],
        strict=found["strict"],
    )


def answer(found: PublishedLine, start: Start) -> dict[str, Any]:
    """Everything to say about the computed limit."""
    limit = limit_of(found, start)
    past, far = distance(limit.moment, timezone.now(), limit.hours)
    meaning, after = MEANING[found["kind"]]
    return {
        "iso": limit.moment.isoformat(timespec="seconds"),
        "words": in_words(limit.moment, limit.hours),
        "earliest": in_words(limit.earliest, limit.hours) if limit.earliest else "",
        "start": in_words(start[0], start[1] and "T" in found["duration"]),
        "tone": tone(found["kind"], past),
        "distance": f"Dépassé depuis {far}. {after}" if past else soon(far),
        "meaning": meaning,
        "working": WORKING if found["working"] else "",
    }


def tone(kind: str, past: bool) -> str:
    """The colour of the answer: stopped, fine, or not yet."""
    if past and kind == "validity":
        return "bloque"
    return "verifier" if kind == "wait" and not past else "ok"


def soon(far: str) -> str:
    return "C'est aujourd'hui." if far == TODAY else f"Dans {far}."


@stateless_tool("GET")
def calendar(request: Request, slug: str, key: str) -> HttpResponse:
    """The limit as a calendar event with an alarm."""
    entry, found = find_deadline(slug, key)
    start = read_start(request.GET.get("depuis", "")[:40])
    if not entry or not found:
        return elsewhere(request, slug)
    address = deadline_address(entry, found["key"])
    if not start:
        return redirect(address)
    # 2 MB that a process takes at its first event
    from procedures.tools.ics import agenda

    body = agenda(
        f"{slug}-{key}",
        f"{MEANING[found['kind']][0]} : {entry.title}",
        plain(found["text"]),
        absolute(request, address),
        limit_of(found, start),
    )
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{key}.ics"'},
    )
