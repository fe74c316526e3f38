"""Views of the feuille de route, long and short; the state is the address, nothing is
kept."""

from typing import Any
from urllib.parse import parse_qs

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from content.pages.http import Request, absolute, crumbs
from content.pages.views import qr_of
from content.snapshot import store
from content.snapshot.model import Snapshot
from content.text.markup import typography
from guide_portal.roadmap.recovery import recover
from guide_portal.roadmap.resolution import SheetNotice, choices, resolve
from guide_portal.roadmap.sheet import as_text, contents, sheet_address
from guide_portal.roadmap.short_link import UnreadableLinkError, encode
from guide_portal.roadmap.state import (
    MAX_FICHES,
    SHEET_PARTS,
    Roadmap,
    joined,
    parse_roadmap,
    roadmap_fields,
    roadmap_query,
)
from procedures.tools.requests import stateless_tool

CUT = typography(
    "Cette adresse est incomplète ou mal recopiée : demandez-la de nouveau à la "
    "personne qui vous l'a envoyée, ou composez une nouvelle feuille de route."
)


@stateless_tool("GET")
def roadmap(request: Request) -> HttpResponse:
    asked = parse_roadmap(dict(request.GET.lists()))
    carried = request.GET.get("feuille", "")
    if carried:  # the list in hand, brought by a page where one fiche was added
        given = parse_qs(carried.partition("?")[2])
        before = parse_roadmap(given) if "fiche" in given else read_payload(carried)[0]
        asked = joined(before, asked)
    return show_roadmap(request, asked, [])


@stateless_tool("GET")
def short_roadmap(request: Request, payload: str = "") -> HttpResponse:
    """The same from its short form."""
    found, notices = unpack_link(request)
    return show_roadmap(request, found, notices)


@stateless_tool("GET")
def roadmap_qr(request: Request) -> HttpResponse:
    """The QR code of a short form, which only a readable one gets."""
    found, _ = unpack_link(request)
    return qr_of(absolute(request, short(store.current_snapshot(), found)))


def unpack_link(request: Request) -> tuple[Roadmap, list[SheetNotice]]:
    """The roadmap of a short form, and what must be said of it."""
    # messengers add signs and parameters, or put all of it in the path
    payload = request.path.partition("/")[2].partition("/")[2]
    return read_payload(f"{payload}?{request.META['QUERY_STRING']}")


def read_payload(payload: str) -> tuple[Roadmap, list[SheetNotice]]:
    """The same of the part of an address that may hold it."""
    snapshot = store.current_snapshot()
    slugs = {number: slug for slug, number in snapshot.numbers.items()}
    try:
        found, unknown = recover(payload, slugs, snapshot.keys)
    except UnreadableLinkError:
        return Roadmap(()), [SheetNotice(CUT, [])] if payload.strip("?") else []
    return found, [
        SheetNotice(f"La fiche n° {n} est inconnue ici.", []) for n in unknown
    ]


def short(snapshot: Snapshot, found: Roadmap) -> str:
    payload = encode(found, snapshot.numbers, snapshot.keys)
    return f"{reverse('short_roadmap')}?{payload}"


def show_roadmap(
    request: Request, asked: Roadmap, notices: list[SheetNotice]
) -> HttpResponse:
    """The page of a roadmap, whatever its form: to read and tick for who received it,
    to compose for who makes it."""
    snapshot = store.current_snapshot()
    known, told = resolve(snapshot, asked)
    found = contents(snapshot, known)
    reading = request.path != reverse("roadmap") or "lire" in request.GET
    context = found | {
        "roadmap": known,
        "reading": reading and bool(known.fiches),
        "notices": notices + told,
        "full": len(request.GET.getlist("fiche")) > MAX_FICHES,
        "said": said(request.GET.get("geste", ""), known, snapshot),
        "announced": spoken_count(request.htmx.trigger, known, found),
        "aged": [f for f in found["fiches"] if f["age"]],
        "blocks": SHEET_PARTS.items(),
        "choices": choices(snapshot),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    context |= carried(known) | shared(request, snapshot, known, found)
    if not request.htmx:
        return render(request, "roadmap/sheet.html", context)
    response = render(request, "roadmap/sheet.html#sheet", context)
    response["HX-Replace-Url"] = sheet_address(known) + ("&lire=1" if reading else "")
    return response


def carried(known: Roadmap) -> dict[str, Any]:
    """The whole state, as each form and each link of the sheet carries it on."""
    query = roadmap_query(known, dated=True)
    return {
        "whole_query": query,
        "steps_address": f"{reverse('meeting')}?{query}",
        "receipt_address": f"{reverse('receipt')}?{query}",
        "fields": roadmap_fields(known),
        "fields_but_parts": roadmap_fields(known._replace(blocks=())),
        "fields_but_ticks": [f for f in roadmap_fields(known) if f[0] != "fait"],
    }


def shared(
    request: Request, snapshot: Snapshot, known: Roadmap, found: dict[str, Any]
) -> dict[str, Any]:
    """What is sent of a sheet: its addresses, made today of this publication."""
    today = timezone.localdate()
    now = known._replace(edition=snapshot.number, day=today)
    packed = short(snapshot, now)
    link = absolute(request, packed)
    return {
        "link": link,
        "short": packed,
        "carried": packed.partition("?")[2],
        "qr": packed.replace(reverse("short_roadmap"), reverse("roadmap_qr"), 1),
        "long": absolute(request, sheet_address(now)),
        "text": as_text(known, found, link),
        "today": today,
    }


def spoken_count(trigger: str | None, known: Roadmap, found: dict[str, Any]) -> str:
    """What a tick or a choice of parts did, for who does not see the screen."""
    if trigger == "_coches":
        ending = "s" if found["ticked"] > 1 else ""
        return f"{found['ticked']} sur {found['boxes']} fait{ending}."
    if trigger == "_blocs":
        shown = [
            SHEET_PARTS[k] for k in known.blocks or SHEET_PARTS if k in SHEET_PARTS
        ]
        listed = ", ".join(shown) or "la liste seule"
        return typography(f"La feuille montre : {listed}.")
    return ""


def said(slug: str, found: Roadmap, snapshot: Snapshot) -> str:
    """What a move or a removal did, for who does not see the screen."""
    entry = snapshot.pages.get(slug)
    if not entry:
        return ""
    if slug not in found.fiches:
        return typography(f"« {entry.title} » est retirée de la feuille de route.")
    place = found.fiches.index(slug) + 1
    return typography(f"« {entry.title} » : place {place} sur {len(found.fiches)}.")
