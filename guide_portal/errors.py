"""Error pages: what cannot be answered, in French, with where to go next."""

import re
import sys

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve

from content.admin import resubmission
from content.operations.redaction import without_personal
from content.pages.http import Request
from content.snapshot import store
from guide_portal.desk.accounts import of_the_desk
from guide_portal.desk.database_away import without_database
from guide_portal.search.guide_index import search
from guide_portal.sharing.redirects import repaired
from procedures.tools.requests import is_foreign, refuse


def not_found(request: Request, exception: Exception) -> HttpResponse:
    """A page that says what it looked for in the address, and what comes near."""
    try:
        snapshot = store.current_snapshot()
    except store.NoSnapshotError:
        return unready(request)
    if request.method in ("GET", "HEAD") and (to := repaired(snapshot, request.path)):
        query = request.META["QUERY_STRING"]
        page, hash_, anchor = to.partition("#")
        carried = f"?{query}" if query and "?" not in page else ""
        return redirect(page + carried + hash_ + anchor, permanent=True)
    path = without_personal(request.path)
    words = " ".join(re.findall(r"[^\W\d_]{3,}", path))[:100]
    answer = search(snapshot, words)
    found = (answer.results + answer.near)[:3]
    response = render(
        request, "errors/404.html", {"found": found, "words": words}, status=404
    )
    # what is not there now may be at the next publication, or on the next machine
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: Request, exception: Exception) -> HttpResponse:
    return static_page("errors/400.html", 400)


def server_error(request: Request) -> HttpResponse:
    """A fault of ours; a database away is told as such to the desk."""
    if isinstance(sys.exc_info()[1], Error) and of_the_desk(request):
        return without_database(request)
    return static_page("errors/500.html", 500)


def unready(request: Request) -> HttpResponse:
    return static_page("errors/503.html", 503)


def stale_form(request: Request, reason: str = "") -> HttpResponse:
    """A form of the desk sent too late, or from elsewhere; the text typed in it comes
    back in the same form when that can be shown, else in a page that keeps it."""
    if resubmission.is_typed(request) and not is_foreign(request):
        if not request.user.is_authenticated:
            return resubmission.signed_out_page(request)
        match = resolve(request.path_info, urlconf=request.urlconf)
        if resubmission.is_resumable(match.func):
            # nothing is saved: what the token protects does not happen
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
            resubmission.ask_again(request)
            return match.func(request, *match.args, **match.kwargs)
    message = (
        "Ce formulaire a expiré : revenez en arrière, rechargez la page, renvoyez."
    )
    return refuse(request, 403, message)


def static_page(name: str, status: int) -> HttpResponse:
    """A page that needs nothing of the portal."""
    text = (settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8")
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store"})
