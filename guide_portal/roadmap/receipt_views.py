"""The receipt: what was done for a person, what comes next, whom to call; made from
the address of a feuille de route, kept nowhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.pages.http import Request, absolute, crumbs
from content.snapshot import store
from content.text.markup import plain
from guide_portal.roadmap.resolution import resolve
from guide_portal.roadmap.sheet import contents, sheet_address
from guide_portal.roadmap.state import parse_roadmap, roadmap_query
from guide_portal.roadmap.views import short
from procedures.tools.requests import stateless_tool

RECEIPT_SIZES = {"": "Taille normale", "grand": "En gros caractères"}


@stateless_tool("GET")
def receipt(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    known, notices = resolve(snapshot, parse_roadmap(dict(request.GET.lists())))
    today = timezone.localdate()
    now = known._replace(edition=snapshot.number, day=today)
    found = contents(snapshot, known)
    fiches = [progress(fiche) for fiche in found["fiches"]]
    size = request.GET.get("taille", "")
    link = absolute(request, short(snapshot, now)) if fiches else ""
    context = {
        "fiches": fiches,
        "citations": found["citations"],
        "notices": notices,
        "large": size == "grand",
        "other_size": "" if size == "grand" else "grand",
        "query": roadmap_query(known),
        "sheet": sheet_address(known),
        "link": link,
        "text": receipt_text(fiches, link),
        "today": today,
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "roadmap/receipt.html", context)


def progress(fiche: dict) -> dict:
    """A fiche with what is done of it, what is left, and until when."""
    lines = [*fiche["documents"], *fiche["steps"], *fiche["added"]]
    return {
        "title": fiche["entry"].title,
        "done": [line for line in lines if line["done"]],
        "left": [line for line in lines if not line["done"]],
        "deadlines": fiche["deadlines"],
    }


def receipt_text(fiches: list[dict], link: str) -> str:
    """The receipt as a message."""
    lines = ["Reçu d'accompagnement, compte ameli", ""]
    for fiche in fiches:
        lines.append(fiche["title"])
        for title, name in (("Fait", "done"), ("Reste à faire", "left")):
            lines += [f"- {title} : {plain(line['text'])}" for line in fiche[name]]
        lines += [f"- Délai : {plain(line['text'])}" for line in fiche["deadlines"]]
        lines.append("")
    lines.append("Votre code n'a été noté nulle part.")
    lines.append("Une question : 3646 (service gratuit + prix appel)")
    return "\n".join([*lines, *([f"Votre feuille : {link}"] if link else [])])
