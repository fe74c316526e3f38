"""HTTP of a reading page: who may ask, how long it keeps, where a lost
address leads."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from content.operations.redaction import is_personal
from content.snapshot import store
from content.snapshot.entries import Entry

View = Callable[..., HttpResponse]
GetResponse = Callable[[HttpRequest], Any]  # what a middleware wraps


class Request(HttpRequest):
    """A request as our views get it: it says whether htmx sent it."""

    htmx: HtmxDetails


PLAIN_TEXT = "text/plain; charset=utf-8"
# open data: any page may read it, without cookie or key
ANYONE = {"Access-Control-Allow-Origin": "*"}

# a minute: a correction is seen soon; a day when our server does not answer at all
for_everyone = cache_control(
    public=True, max_age=60, stale_while_revalidate=600, stale_if_error=86400
)


def reading_page(view: View) -> View:
    """GET and HEAD only; the same answer for everyone, so caches may keep it, unless
    what is searched names a person: its address would be kept with it."""
    public = for_everyone(view)

    @csrf_exempt  # there is nothing to forge: a POST is refused as such
    @require_safe
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = public(request, *args, **kwargs)
        if is_personal(request.GET.get("q", "")[:200]):
            response["Cache-Control"] = "no-store"
        # htmx and browsers get two bodies at one address: a cache must tell them apart
        patch_vary_headers(response, ["HX-Request"])
        return response

    return guarded


def absolute(request: HttpRequest, address: str) -> str:
    """The whole address, as printed and shared."""
    if settings.PUBLIC_ADDRESS:
        return settings.PUBLIC_ADDRESS + address
    return request.build_absolute_uri(address)


def elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer for a slug that is not, or no more, at this address."""
    snapshot = store.current_snapshot()
    entry = snapshot.aliases.get(slug) or snapshot.entry(slug)
    if entry and entry.address != request.path:
        address, hash_, anchor = entry.address.partition("#")
        # ticks and editions of an old link are of this page still
        query = request.META["QUERY_STRING"]
        return redirect(
            address + ("?" + query if query else "") + hash_ + anchor, permanent=True
        )
    if slug in snapshot.retired:
        retired = snapshot.retired[slug]
        context = {"retired": retired, "rubrique": snapshot.root(retired.section)}
        return render(request, "errors/gone.html", context, status=410)
    raise Http404


def crumbs(*entries: Entry | None) -> list[dict[str, str]]:
    """The way from the home page to an entry."""
    home = {"title": "Accueil", "url": "/"}
    return [home, *({"title": e.title, "url": e.address} for e in entries if e)]
