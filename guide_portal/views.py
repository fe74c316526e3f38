"""Views: home, the rubriques, the search, the site map, and pages that do not exist."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from content.models import PublishedSection
from content.operations.redaction import without_personal
from content.pages.http import Request, crumbs, elsewhere, reading_page
from content.pages.publications import real_changes
from content.pages.structured_data import breadcrumb
from content.snapshot import store
from content.snapshot.model import Snapshot
from content.text.markup import typography
from content.text.schema_org import faq_page
from guide_portal.navigation import RUBRIQUES
from guide_portal.roadmap.state import (
    parse_roadmap,
    roadmap_fields,
    roadmap_query,
)
from guide_portal.search import failed_searches
from guide_portal.search.data_views import SUGGESTIONS, asked_query
from guide_portal.search.guide_index import search
from procedures.page_links import the_contacts
from procedures.rules.channels import MEANS, Channels, badges, reach
from procedures.tools.requests import stateless_tool
from troubleshooting.models import question_of


@reading_page
def home(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    wanted = ["code-oublie", "telecharger-attestation-droits"]
    wanted += ["declarer-perte-vol-carte-vitale", "changer-adresse"]
    context = {
        "rubriques": snapshot.named(list(RUBRIQUES)),
        "wanted": snapshot.named(wanted),
        "recent": snapshot.derived(real_changes)[:4],
        "edition": snapshot.number,
    }
    return render(request, "pages/home.html", context)


@reading_page
def rubrique(request: Request, slug: str) -> HttpResponse:
    snapshot = store.current_snapshot()
    section = snapshot.sections.get(slug)
    if slug not in RUBRIQUES or not section:
        return elsewhere(request, slug)
    means = request.GET.get("moyen", "")
    groups = [
        {"section": group, "pages": listed(snapshot, group.slug, means)}
        for group in snapshot.groups(slug)
    ]
    way = crumbs(section)
    troubles = snapshot.of_kind("trouble") if slug == "depannage" else []
    faqs = [question_of(e.title, e.record.get("remedies", [])) for e in troubles]
    context = {
        "section": snapshot.full(section, PublishedSection),
        "pages": listed(snapshot, slug, means),
        "groups": groups,
        "means": means if means in MEANS else "",
        "all_means": MEANS.items(),
        "contacts": the_contacts(snapshot),
        "crumbs": way,
        "data": [breadcrumb(request, way), *([faq_page(faqs)] if faqs else [])],
    }
    return render(request, "pages/section.html", context)


def listed(snapshot: Snapshot, section: str, means: str) -> list[dict[str, Any]]:
    """The pages under a section, each with its channel badges when the guide says, and
    whether it can be done with the means one has."""
    return [
        {
            "entry": e,
            "badges": [
                b for b in badges(Channels.of(e.record)) if b.state != "unknown"
            ],
            "reach": reach(Channels.of(e.record), means),
            "symptom": typography(e.record.get("symptom", "")),
        }
        for e in snapshot.under(section)
    ]


@reading_page
def site_map(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    tree = [
        {
            "section": section,
            "pages": snapshot.under(section.slug),
            "groups": [
                {"section": group, "pages": snapshot.under(group.slug)}
                for group in snapshot.groups(section.slug)
            ],
        }
        for section in snapshot.named([*RUBRIQUES, "contacts"])
    ]
    context = {
        "tree": tree,
        "articles": snapshot.of_kind("article"),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "pages/site_map.html", context)


@reading_page
def search_page(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    query, blanked = asked_query(request)
    if blanked and not request.htmx:
        return redirect(blanked_address(request, query))
    answer = search(snapshot, query)
    if not request.htmx:
        came_from = request.headers.get("Referer", "")
        before = failed_searches.search_left(came_from, request.get_host())
        failed_searches.count_search(query, bool(answer.results), before)
    sheet = parse_roadmap(dict(request.GET.lists()))
    context = {
        "query": query,
        "rubriques": snapshot.named(list(RUBRIQUES)),
        "blanked": blanked or "masque" in request.GET,
        "answer": answer,
        "fields": roadmap_fields(sheet),
        "sheet_query": roadmap_query(sheet, dated=True),
        "contacts": the_contacts(snapshot),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    name = "search/search.html#results" if request.htmx else "search/search.html"
    response = render(request, name, context)
    if blanked:
        response["HX-Replace-Url"] = blanked_address(request, query)
    return response


def blanked_address(request: Request, query: str) -> str:
    """The address of the same search without what names somebody: an address stays in
    the history of the browser."""
    parameters = request.GET.copy()
    parameters["q"], parameters["masque"] = query, "1"
    return f"{reverse('search')}?{parameters.urlencode()}"


@stateless_tool("POST")
def counted_search(request: Request) -> HttpResponse:
    """Counts a search made without leaving the page, once no letter was typed for a
    while; what the next one will be said to follow."""
    query = without_personal(request.POST.get("q", "")[:200])
    before = request.POST.get("avant", "")[:200]
    answer = search(store.current_snapshot(), query)
    if query.strip():
        failed_searches.count_search(query, bool(answer.results), before)
    return render(request, "search/search.html#counted", {"query": query})


@reading_page
def suggestions(request: Request) -> HttpResponse:
    """The first pages while one types, as the options of a list."""
    answer = search(store.current_snapshot(), asked_query(request)[0])
    shown = [*answer.results, *answer.outside, *answer.near]
    context = {"results": shown[:SUGGESTIONS]}
    return render(request, "search/suggestions.html", context)


def typed_address(request: Request, to: str) -> HttpResponse:
    """Addresses one may type by hand lead to the page meant."""
    return redirect(to, permanent=True)


def site_icon(request: Request) -> HttpResponse:
    """For browsers that ask without being told where the icon is."""
    return redirect(static("icon.svg"))


def contact_address(request: Request, slug: str) -> HttpResponse:
    """A contact is an anchor of the page of all of them."""
    return elsewhere(request, slug)
