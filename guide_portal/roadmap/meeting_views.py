"""Step-by-step views: one step per screen, side by side with the person helped: the
address alone holds where one is and what is done."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.pages.http import Request, crumbs
from content.snapshot import store
from content.snapshot.model import Snapshot
from guide_portal.roadmap.sheet import lines_of, resolve, sheet_address
from guide_portal.roadmap.state import Roadmap, parse_roadmap, roadmap_query
from procedures.models import PublishedFiche
from procedures.tools.requests import stateless_tool


@stateless_tool("GET")
def meeting(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    found, notices = resolve(snapshot, parse_roadmap(dict(request.GET.lists())))
    screens = [s for slug in found.fiches for s in screens_of(snapshot, found, slug)]
    asked = request.GET.get("ecran", "1")[:4]
    place = int(asked) if asked.isascii() and asked.isdigit() else 1
    place = min(max(place, 1), len(screens) + 1)
    screen = screens[place - 1] if place <= len(screens) else None
    lines = [line for s in screens for line in s["lines"]]
    context = {
        "screen": screen,
        "place": place,
        "total": len(screens),
        "notices": notices,
        "roadmap": found,
        # the form of a screen sends its own ticks; those of the others must go along
        "kept": [
            f"{slug}.{key}"
            for slug, key in sorted(found.done)
            if not screen or f"{slug}.{key}" not in {x["tick"] for x in screen["lines"]}
        ],
        "done": sum(line["done"] for line in lines),
        "lines": len(lines),
        "before": at(found, place - 1) if place > 1 else "",
        "after": at(found, place + 1),
        "sheet": sheet_address(found),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "roadmap/meeting.html", context)


def at(found: Roadmap, place: int) -> str:
    return f"{reverse('meeting')}?{roadmap_query(found)}&ecran={place}"


def screens_of(snapshot: Snapshot, found: Roadmap, slug: str) -> list[dict]:
    """The documents together, then each step alone."""
    entry = snapshot.pages[slug]
    page = snapshot.full(entry, PublishedFiche)
    documents = lines_of(slug, page.requirements, found, "document")
    steps = lines_of(slug, page.tasks, found)
    grouped = [("Documents à réunir", documents)] if documents else []
    grouped += [(f"Étape {n} sur {len(steps)}", [s]) for n, s in enumerate(steps, 1)]
    added = [] if steps else lines_of(slug, page.added_steps, found)
    grouped += [
        (f"Étape {n} sur {len(added)}, hors du guide", [s])
        for n, s in enumerate(added, 1)
    ]
    return [
        {
            "entry": entry,
            "title": title,
            "lines": [line | {"tick": f"{slug}.{line['key']}"} for line in lines],
            "alone": len(lines) == 1 and lines is not documents,
        }
        for title, lines in grouped
    ]
