"""One step per screen, side by side with the person helped: the address alone holds
where one is and what is done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.pages.citations import citations
from content.pages.http import Request, crumbs
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from guide_portal.roadmap.gathering import moments_of, obtained_in
from guide_portal.roadmap.resolution import resolve
from guide_portal.roadmap.sheet import lines_of, sheet_address
from guide_portal.roadmap.state import (
    Roadmap,
    parse_roadmap,
    roadmap_fields,
    roadmap_query,
)
from procedures.models import PublishedFiche
from procedures.tools.requests import stateless_tool


@stateless_tool("GET")
def meeting(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    found, notices = resolve(snapshot, parse_roadmap(dict(request.GET.lists())))
    screens = [s for slug in found.fiches for s in screens_of(snapshot, found, slug)]
    place = asked_screen(request, len(screens) + 1)
    screen = screens[place - 1] if place <= len(screens) else None
    here = {line["tick"] for line in screen["lines"]} if screen else set()
    done, lines = count_of(screens)
    context = {
        "screen": screen,
        "citations": citations(snapshot, [screen["lines"]] if screen else []),
        "place": place,
        "total": len(screens),
        "notices": notices,
        "roadmap": found,
        # the form of a screen sends its own ticks; those of the others must go along
        "kept": [
            (name, value)
            for name, value in roadmap_fields(found)
            if name != "fait" or value not in here
        ],
        "done": done,
        "lines": lines,
        "before": screen_address(found, place - 1) if place > 1 else "",
        "after": screen_address(found, place + 1),
        "sheet": sheet_address(found),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "roadmap/meeting.html", context)


def asked_screen(request: Request, last: int) -> int:
    """The number of the screen that the address asks for, from 1 to `last`."""
    asked = request.GET.get("ecran", "1")[:4]
    place = int(asked) if asked.isascii() and asked.isdigit() else 1
    return min(max(place, 1), last)


def count_of(screens: list[dict[str, Any]]) -> tuple[int, int]:
    """How many things are done, of how many; of several ways, one is enough."""
    boxes = [[x["done"] for x in s["lines"]] for s in screens if not s["ways"]]
    moments = [any(x["done"] for x in s["ways"]) for s in screens if s["ways"]]
    return sum(map(sum, boxes)) + sum(moments), sum(map(len, boxes)) + len(moments)


def screen_address(found: Roadmap, place: int) -> str:
    return f"{reverse('meeting')}?{roadmap_query(found, dated=True)}&ecran={place}"


def screens_of(snapshot: Snapshot, found: Roadmap, slug: str) -> list[dict[str, Any]]:
    """The documents one has together, then each step, its ways side by side; what a
    step obtains is ticked after it."""
    entry = snapshot.pages[slug]
    page = snapshot.full(entry, PublishedFiche)
    documents = lines_of(slug, page.requirements, found, "document")
    steps = lines_of(slug, page.tasks, found)
    moments = moments_of(steps or lines_of(slug, page.added_steps, found))
    outside = "" if steps else ", hors du guide"
    places = [(obtained_in(document, moments), document) for document in documents]
    screens = [_documents(entry, [d for place, d in places if place < 0])]
    for number, moment in enumerate(moments):
        title = f"Étape {number + 1} sur {len(moments)}{outside}"
        screens.append({"entry": entry, "title": title, "ways": moment.ways})
        screens[-1] |= {"lines": moment.ways, "phase": moment.phase}
        screens.append(_documents(entry, [d for n, d in places if n == number]))
    return [screen for screen in screens if screen["lines"]]


def _documents(entry: Entry, lines: list[dict[str, Any]]) -> dict[str, Any]:
    title = "Documents à réunir"
    return {"entry": entry, "title": title, "lines": lines, "ways": [], "phase": ""}
