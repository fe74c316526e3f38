"""The feuille de route, long and short; the state is the address, nothing is kept."""

from django.shortcuts import render
from django.utils import timezone

from content import store
from content.views import qr_of
from content.web import absolute, crumbs
from guide_portal.roadmap import (
    BLOCKS,
    MAX_FICHES,
    Roadmap,
    Unreadable,
    decode,
    encode,
    query,
    read,
)
from guide_portal.sheet import (
    PAGE,
    Notice,
    address,
    as_text,
    choices,
    contents,
    resolve,
)
from procedures.tools import tool

SHORT = "/f/"
CUT = (
    "Cette adresse est incomplète ou mal recopiée : demandez-la de nouveau à la "
    "personne qui vous l'a envoyée, ou composez une nouvelle feuille de route."
)


@tool("GET")
def roadmap(request):
    return show(request, read(dict(request.GET.lists())), [])


@tool("GET")
def short_roadmap(request):
    """The same from its short form."""
    found, notices = unpack(request)
    return show(request, found, notices)


@tool("GET")
def roadmap_qr(request):
    """The QR code of a short form, which only a readable one gets."""
    found, _ = unpack(request)
    return qr_of(absolute(request, short(store.current(), found)))


def unpack(request) -> tuple[Roadmap, list[Notice]]:
    """The roadmap of a short form, and what must be said of it."""
    snapshot = store.current()
    # messengers add « = » or parameters of their own
    payload = request.META["QUERY_STRING"].partition("&")[0].partition("=")[0]
    slugs = {number: slug for slug, number in snapshot.numbers.items()}
    try:
        found, unknown = decode(payload, slugs, snapshot.keys)
    except Unreadable:
        return Roadmap(()), [Notice(CUT, [])] if payload else []
    return found, [Notice(f"La fiche n° {n} est inconnue ici.", []) for n in unknown]


def short(snapshot, found: Roadmap) -> str:
    return f"{SHORT}?{encode(found, snapshot.numbers, snapshot.keys)}"


def show(request, asked: Roadmap, notices: list[Notice]):
    """The page of a roadmap, whatever its form."""
    snapshot = store.current()
    known, told = resolve(snapshot, asked)
    today = timezone.localdate()
    now = known._replace(edition=snapshot.number, day=today)
    found = contents(snapshot, known)
    packed = short(snapshot, now)
    link = absolute(request, packed)
    context = found | {
        "roadmap": known,
        "notices": notices + told,
        "full": len(request.GET.getlist("fiche")) > MAX_FICHES,
        "said": said(request.GET.get("geste", ""), known, snapshot),
        "aged": [f for f in found["fiches"] if f["age"]],
        "link": link,
        "short": packed,
        "qr": packed.replace(SHORT, f"{SHORT}qr.svg", 1),
        "long": absolute(request, address(now)),
        "text": as_text(known, found, link),
        "steps_address": f"/rendez-vous/?{query(known)}",
        "blocks": BLOCKS.items(),
        "choices": choices(snapshot),
        "today": today,
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    if not request.htmx:
        return render(request, "sheet.html", context)
    response = render(request, "sheet.html#sheet", context)
    response["HX-Replace-Url"] = address(known) if known.fiches else PAGE
    return response


def said(slug: str, found: Roadmap, snapshot) -> str:
    """What a move or a removal did, for who does not see the screen."""
    entry = snapshot.pages.get(slug)
    if not entry:
        return ""
    if slug not in found.fiches:
        return f"« {entry.title} » est retirée de la feuille de route."
    place = found.fiches.index(slug) + 1
    return f"« {entry.title} » : place {place} sur {len(found.fiches)}."
