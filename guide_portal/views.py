"""Home, the rubriques, the search, the site map, and pages that do not exist."""

import re
import sys

from django.conf import settings
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from content import store
from content.prose import typography
from content.structured_data import breadcrumb, questions
from content.web import crumbs, elsewhere, reading_page
from guide_portal import failed_searches
from guide_portal.accounts import of_the_desk
from guide_portal.desk_away import without_database
from guide_portal.index import search
from guide_portal.roadmap import read
from procedures.channels import MEANS, badges, reach
from procedures.links import the_contacts
from procedures.tools import refuse
from troubleshooting.views import faq

SUGGESTIONS = 6
RUBRIQUES = ("creation", "demarches", "suivi", "depannage")


@reading_page
def home(request):
    snapshot = store.current()
    newest = sorted(
        snapshot.pages.values(), key=lambda e: e.published_at.date(), reverse=True
    )
    wanted = ["code-oublie", "telecharger-attestation-droits"]
    wanted += ["declarer-perte-vol-carte-vitale", "changer-adresse"]
    context = {
        "rubriques": snapshot.named(list(RUBRIQUES)),
        "wanted": snapshot.named(wanted),
        "recent": [e for e in newest if e.kind in ("procedure", "trouble")][:4],
        "edition": snapshot.number,
    }
    return render(request, "home.html", context)


@reading_page
def rubrique(request, slug):
    snapshot = store.current()
    section = snapshot.sections.get(slug)
    if slug not in RUBRIQUES or not section:
        return elsewhere(request, slug)
    means = request.GET.get("moyen", "")
    groups = [
        {"section": group, "pages": listed(snapshot, group.slug, means)}
        for group in snapshot.groups(slug)
    ]
    way = crumbs(section)
    faqs = [faq(e) for e in snapshot.of_kind("trouble")] if slug == "depannage" else []
    context = {
        "section": snapshot.full(section),
        "pages": listed(snapshot, slug, means),
        "groups": groups,
        "means": means if means in MEANS else "",
        "all_means": MEANS.items(),
        "contacts": the_contacts(snapshot),
        "crumbs": way,
        "data": [breadcrumb(request, way), *([questions(faqs)] if faqs else [])],
    }
    return render(request, "rubrique.html", context)


def listed(snapshot, section, means):
    """The pages under a section, each with its channel badges when the guide says, and
    whether it can be done with the means one has."""
    return [
        {
            "entry": e,
            "badges": [b for b in badges(e.record) if b.state != "unknown"],
            "reach": reach(e.record, means),
            "symptom": typography(e.record.get("symptom", "")),
        }
        for e in snapshot.under(section)
    ]


@reading_page
def site_map(request):
    snapshot = store.current()
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
    return render(request, "site_map.html", context)


@reading_page
def results(request):
    snapshot = store.current()
    query = request.GET.get("q", "")[:200]
    answer = search(snapshot, query)
    if not answer.results and not request.htmx:
        failed_searches.count(query)
    context = {
        "query": query,
        "answer": answer,
        "roadmap": read(dict(request.GET.lists())).fiches,
        "contacts": the_contacts(snapshot),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    name = "search.html#results" if request.htmx else "search.html"
    return render(request, name, context)


@reading_page
def suggestions(request):
    """The first pages while one types, as the options of a list."""
    answer = search(store.current(), request.GET.get("q", "")[:200])
    context = {"results": answer.results[:SUGGESTIONS]}
    return render(request, "suggestions.html", context)


@reading_page
def results_as_data(request):
    query = request.GET.get("q", "")[:200]
    return JsonResponse(search(store.current(), query).as_data())


def other_door(request, to):
    """Addresses one may type by hand lead to the page meant."""
    return redirect(to, permanent=True)


def icon(request):
    """For browsers that ask without being told where the icon is."""
    return redirect(static("icon.svg"))


def contact_door(request, slug):
    """A contact is an anchor of the page of all of them."""
    return elsewhere(request, slug)


def not_found(request, exception):
    """A page that says what it looked for in the address, and what comes near."""
    words = " ".join(re.findall(r"[^\W\d_]{3,}", request.path))[:100]
    try:
        answer = search(store.current(), words)
    except store.NoSnapshot:
        return unready(request)
    found = (answer.results + answer.near)[:3]
    return render(request, "404.html", {"found": found, "words": words}, status=404)


def bad_request(request, exception):
    return static_page("400.html", 400)


def server_error(request):
    """A fault of ours; a database away is told as such to the desk."""
    if isinstance(sys.exc_info()[1], Error) and of_the_desk(request):
        return without_database(request)
    return static_page("500.html", 500)


def unready(request):
    return static_page("503.html", 503)


def stale_form(request, reason=""):
    """A form of the desk sent too late, or from elsewhere."""
    message = (
        "Ce formulaire a expiré : revenez en arrière, rechargez la page, renvoyez."
    )
    return refuse(request, 403, message)


def static_page(name, status):
    """A page that needs nothing of the portal."""
    text = (settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8")
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store"})
