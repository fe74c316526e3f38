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
from content.snapshot.entries import Entry
from content.text.french import of_the
from content.text.markup import plain, typography
from procedures.models import PublishedFiche
from procedures.page_links import deadline_address
from procedures.rules.dates import Start, in_words, read_start
from procedures.rules.deadline_advice import (
    EVENTS,
    MEANING,
    QUESTIONS,
    alarm_before,
    deadline_advice,
    safest_start,
)
from procedures.rules.deadlines import Limit, compute
from procedures.tools.requests import stateless_tool

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
    typed = request.GET.get("depuis", "")[:60]
    start = read_start(typed)
    context = {
        "deadline": found,
        "address": address,
        "calendar": f"{address[:-1]}.ics?{urlencode({'depuis': typed})}",
        "typed": as_input(typed, start, "T" in found["duration"]),
        "by_hour": "T" in found["duration"],
        "question": typography(QUESTIONS[found["kind"]]),
        "answer": answer(found, start) if start else None,
        "misread": bool(typed) and not start,
        "shared": absolute(request, f"{address}?{urlencode({'depuis': typed})}")
        if start
        else "",
    }
    if request.htmx:
        return fragment("tools/deadline.html#limit", context)
    context |= {
        "page": store.current_snapshot().full(entry),
        "entry": entry,
        "crumbs": crumbs(store.current_snapshot().root(entry.section), entry),
    }
    return render(request, "tools/deadline.html", context)


def as_input(typed: str, start: Start | None, by_hour: bool) -> str:
    """What the field shows again: as browsers write dates, else what was typed."""
    if not start:
        return typed
    if not by_hour:
        return start.moment.date().isoformat()
    return start.moment.strftime("%Y-%m-%dT%H:%M") if start.with_hour else typed


def limit_of(found: PublishedLine, start: Start) -> Limit:
    """The limit of a deadline from a start."""
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


def answer(found: PublishedLine, typed: Start) -> dict[str, Any]:
    """Everything to say about the computed limit."""
    start = typed
    if not found["working"]:
        start = safest_start(found["kind"], found["duration"], typed)
    limit = limit_of(found, start)
    known = found["kind"], limit, start, timezone.now()
    advice = deadline_advice(*known, found["action"])
    said = in_words(start.moment, start.with_hour and "T" in found["duration"])
    return {
        "iso": limit.moment.isoformat(timespec="seconds"),
        "words": in_words(limit.moment, limit.hours),
        "earliest": in_words(limit.earliest, limit.hours) if limit.earliest else "",
        "since": typography(since(found, said)),
        "tone": advice.tone,
        "advice": typography(advice.text),
        "meaning": MEANING[found["kind"]],
        "working": typography(WORKING) if found["working"] else "",
        "guessed": start != typed,
    }


def since(found: PublishedLine, said: str) -> str:
    """From what it is counted: « À compter du changement…, vendredi 27 novembre »."""
    if found["kind"] == "before":
        anchor: str = found["anchor"]
        return f"{anchor[0].upper()}{anchor[1:]} : {said}"
    return f"À compter {of_the(found['anchor'])}, {said}"


@stateless_tool("GET")
def calendar(request: Request, slug: str, key: str) -> HttpResponse:
    """The limit as a calendar event with an alarm."""
    entry, found = find_deadline(slug, key)
    start = read_start(request.GET.get("depuis", "")[:60])
    if not entry or not found:
        return elsewhere(request, slug)
    address = deadline_address(entry, found["key"])
    if not start:
        return redirect(address)
    # 2 MB that a process takes at its first event
    from procedures.tools.ics import agenda

    if not found["working"]:
        start = safest_start(found["kind"], found["duration"], start)
    limit = limit_of(found, start)
    body = agenda(
        f"{slug}-{key}",
        f"{EVENTS[found['kind']]} : {found['action'] or entry.title}",
        plain(found["text"]),
        absolute(request, address),
        limit,
        alarm_before(found["kind"], limit.moment - start.moment, limit.hours),
    )
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{key}.ics"'},
    )
