"""Crawler endpoints: sitemap, robots, security, health."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.pages.http import PLAIN_TEXT, Request, absolute, for_everyone
from content.snapshot import store
from content.snapshot.model import Snapshot
from guide_portal.navigation import standalone_pages
from procedures.page_links import tools_of

# Renewed at each release; a test refuses a date about to pass.
SECURITY_TXT_EXPIRES = datetime.date(2027, 11, 1)


@require_safe
@for_everyone
def sitemap(request: Request) -> HttpResponse:
    """Every public page, with the day it last changed."""
    snapshot = store.current_snapshot()
    changed = dict.fromkeys(standalone_pages(), snapshot.made_at) | pages_that_stay(
        snapshot
    )
    for entry in snapshot.pages.values():
        changed |= dict.fromkeys(tools_of(entry), entry.published_at)
    pages = [
        {"address": absolute(request, page), "date": moment.date().isoformat()}
        for page, moment in changed.items()
    ]
    return render(
        request, "sharing/sitemap.xml", {"pages": pages}, content_type="text/xml"
    )


def pages_that_stay(snapshot: Snapshot) -> dict[str, datetime.datetime]:
    """The addresses of what was published, each with its last change."""
    changed = dict.fromkeys(
        map(reverse, ("home", "site_map", "glossary")), snapshot.made_at
    )
    for entry in [*snapshot.sections.values(), *snapshot.pages.values()]:
        page = entry.address.partition("#")[0]
        changed[page] = max(changed.get(page, entry.published_at), entry.published_at)
    return changed


@require_safe
@for_everyone
def opensearch(request: Request) -> HttpResponse:
    """Lets a browser search the guide from its address bar."""
    context = {
        "address": absolute(request, reverse("search")),
        "suggestions": absolute(request, reverse("completions")),
        "icon": absolute(request, static("icons/icon-192.png")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "sharing/opensearch.xml", context, content_type=kind)


@require_safe
@for_everyone
def robots(request: Request) -> HttpResponse:
    lines = [
        "User-agent: *",
        # endless addresses, none of which is a page of its own
        f"Disallow: {reverse('search')}",
        f"Disallow: /{settings.DESK_PATH}",
        f"Sitemap: {absolute(request, reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT)


@require_safe
@for_everyone
def security(request: Request) -> HttpResponse:
    lines = [
        f"Contact: {absolute(request, reverse('legal'))}",
        f"Expires: {SECURITY_TXT_EXPIRES.isoformat()}T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {absolute(request, '/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT)
