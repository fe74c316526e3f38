"""Partner API: every page and block as data, and a card to embed."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from content.models import Page
from content.pages.changes_since import address_with_edition
from content.pages.http import (
    ANYONE,
    Request,
    absolute,
    crumbs,
    elsewhere,
    reading_page,
)
from content.records.guide_words import is_added
from content.snapshot import store
from content.snapshot.entries import Entry
from content.text.block_diff import WHOLE_PAGE, blocks
from content.text.markup import plain
from guide_portal.roadmap.resolution import FICHES
from guide_portal.serving.security_headers import EMBED
from procedures.models import PublishedFiche
from procedures.rules.confirmation import confirmed_by

CARD_WIDTH, CARD_HEIGHT = 340, 360  # pixels in which every card holds
SOURCE = "CPAM de Paris, « Le compte ameli, guide pour les aidants parisiens »"


def find_page(slug: str) -> Entry | None:
    """The fiche of a slug, a former one too: what a partner's page holds follows."""
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug) or snapshot.aliases.get(slug)
    return entry if entry and entry.kind in FICHES else None


def as_data(request: Request, entry: Entry) -> dict:
    """What every answer says of a page, whatever else it holds."""
    return {
        "slug": entry.slug,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "url": absolute(request, entry.address),
        "edition": entry.edition,
        "published_at": entry.published_at.isoformat(),
        "source": SOURCE,
        "licence": absolute(request, reverse("legal") + "#licence"),
    }


def block_data(
    request: Request, entry: Entry, key: str, name: str, line: dict[str, Any]
) -> dict:
    """A block: its text as plain text, and the edition that changed it last."""
    text = line.get("text") or line.get("title") or line.get("when", "")
    return {
        "key": key,
        "kind": name,
        "text": plain(text),
        "detail": plain(line.get("detail", "") or line.get("fallback", "")),
        "url": absolute(request, address_with_edition(entry, key)),
        "changed_in": entry.changes.get(key, [1])[0],
    } | origin_data(name, line)


def origin_data(name: str, line: dict[str, Any]) -> dict[str, Any]:
    """Who says so: the guide, or a complement with its sources and their dates."""
    known = store.current_snapshot().sources
    cited = [known[s].record for s in line.get("sources", []) if s in known]
    told = [{"name": s["name"], "date": s["dated"]} for s in cited]
    if line.get("source"):
        told.append({"name": line["source"], "date": line.get("source_date", "")})
    added = is_added(line) or bool(told) or name in Page.ADDED
    return {
        "origin": "complement" if added else "guide",
        "source": "; ".join(s["name"] for s in told) or SOURCE,
        "source_date": "; ".join(s["date"] for s in told),
        "verify": bool(line.get("verify"))
        or (name == "how_to" and not confirmed_by(line)),
    }


@reading_page
def all_pages(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    found = [e for e in snapshot.pages.values() if e.kind in FICHES]
    pages = [as_data(request, entry) for entry in found]
    return JsonResponse({"edition": snapshot.number, "pages": pages}, headers=ANYONE)


@reading_page
def page_data(request: Request, slug: str) -> HttpResponse:
    entry = find_page(slug)
    if not entry:
        return lost(request, slug, "page")
    found = [block_data(request, entry, k, *b) for k, b in blocks(entry.record).items()]
    data = as_data(request, entry) | {
        "changed_in": entry.changes.get(WHOLE_PAGE, [1])[0],
        "blocks": found,
    }
    return JsonResponse(data, headers=ANYONE)


@reading_page
def one_block(request: Request, slug: str, key: str) -> HttpResponse:
    entry = find_page(slug)
    if not entry:
        return lost(request, slug, "page")
    # a block that was renamed answers under its old key for ever
    key = entry.record.get("moved", {}).get(key, key)
    found = blocks(entry.record).get(key)
    if not found:
        return lost(request, key, "block")
    data = as_data(request, entry) | block_data(request, entry, key, *found)
    return JsonResponse(data, headers=ANYONE)


def lost(request: Request, name: str, what: str) -> HttpResponse:
    """What became of a page or block, as data."""
    snapshot = store.current_snapshot()
    entry = snapshot.aliases.get(name) if what == "page" else None
    message = f"« {name} » n'existe pas ici."
    data = {"error": message}
    if entry:
        data["url"] = absolute(request, reverse("page_data", args=[entry.slug]))
        data["error"] = f"« {name} » s'appelle maintenant « {entry.slug} »."
    gone = what == "page" and name in snapshot.retired
    return JsonResponse(data, status=410 if gone else 404, headers=ANYONE)


@reading_page
def card(request: Request, slug: str) -> HttpResponse:
    """A page in a few lines, the only one that other sites may frame."""
    entry = find_page(slug)
    if not entry:
        response = elsewhere(request, slug)
    else:
        page = store.current_snapshot().full(entry, PublishedFiche)
        context = {
            "entry": entry,
            "page": page,
            "address": absolute(request, address_with_edition(entry)),
        }
        response = render(request, "sharing/card.html", context)
    if settings.EMBED_SITES:
        response[EMBED] = " ".join(settings.EMBED_SITES)
    return response


@reading_page
def partners(request: Request) -> HttpResponse:
    """How another site may take the guide up."""
    snapshot = store.current_snapshot()
    card_address = absolute(request, reverse("card", args=["creer-compte-ameli"]))
    context = {
        "site": absolute(request, "/")[:-1],
        "embed": f'<iframe src="{card_address}" '
        f'title="Créer un compte ameli" width="{CARD_WIDTH}" height="{CARD_HEIGHT}">'
        "</iframe>",
        "card_height": CARD_HEIGHT,
        "sites": settings.EMBED_SITES,
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "sharing/partners.html", context)
