"""Views that know no démarche: the lexique, the articles, the QR of a page."""

import io

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.models import (
    PublishedArticle,
    PublishedOutsideTopic,
    PublishedSource,
    PublishedTerm,
)
from content.pages.changes_since import address_with_edition
from content.pages.citations import citations
from content.pages.http import (
    ANYONE,
    Request,
    absolute,
    crumbs,
    elsewhere,
    for_everyone,
    reading_page,
)
from content.pages.structured_data import breadcrumb
from content.snapshot import store


@reading_page
def glossary(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    terms = [snapshot.full(entry, PublishedTerm) for entry in snapshot.terms.values()]
    context = {"terms": terms, "edition": snapshot.number, "crumbs": crumbs()}
    return render(request, "pages/glossary.html", context)


@reading_page
def article(request: Request, slug: str) -> HttpResponse:
    entry = store.current_snapshot().pages.get(slug)
    if not entry or entry.kind != "article":
        return elsewhere(request, slug)
    way = crumbs(entry)
    page = store.current_snapshot().full(entry, PublishedArticle)
    context = {
        "page": page,
        "citations": citations(store.current_snapshot(), page.parts),
        "crumbs": way,
        "data": [breadcrumb(request, way)],
    }
    return render(request, "pages/article.html", context)


@reading_page
def outside(request: Request) -> HttpResponse:
    """What the guide does not cover, and where to go instead."""
    snapshot = store.current_snapshot()
    entries = snapshot.of_kind("outside")
    topics = [snapshot.full(entry, PublishedOutsideTopic) for entry in entries]
    context = {
        "topics": [(t, next(iter(snapshot.named([t.next])), None)) for t in topics],
        "citations": citations(snapshot, map(vars, topics)),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "pages/outside.html", context)


@reading_page
def sources(request: Request) -> HttpResponse:
    """Every source that complements cite."""
    snapshot = store.current_snapshot()
    listed = [snapshot.full(e, PublishedSource) for e in snapshot.sources.values()]
    context = {"sources": listed, "edition": snapshot.number, "crumbs": crumbs()}
    return render(request, "pages/sources.html", context)


@require_safe
@for_everyone
def qr(request: Request, slug: str, key: str = "") -> HttpResponse:
    """The QR code of a page, or of one of its blocks."""
    snapshot = store.current_snapshot()
    entry = snapshot.entry(slug) or snapshot.aliases.get(slug)
    if not entry:
        return elsewhere(request, slug)
    answer = qr_of(absolute(request, address_with_edition(entry, key)))
    for name, value in ANYONE.items():
        answer[name] = value
    return answer


def qr_of(address: str) -> HttpResponse:
    """An address as an image without any style of its own."""
    image = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(image, kind="svg", scale=4, border=3, xmldecl=False, light="#fff")
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
