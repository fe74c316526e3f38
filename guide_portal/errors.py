"""Error pages: what cannot be answered, in French, with where to go next."""

import re
import sys

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import render

from content.operations.redaction import without_personal
from content.pages.http import Request
from content.snapshot import store
from guide_portal.desk.accounts import of_the_desk
from guide_portal.desk.database_away import without_database
from guide_portal.search.guide_index import search
from procedures.tools.requests import refuse


def not_found(request: Request, exception: Exception) -> HttpResponse:
    """A page that says what it looked for in the address, and what comes near."""
    path = without_personal(request.path)
    words = " ".join(re.findall(r"[^\W\d_]{3,}", path))[:100]
    try:
        answer = search(store.current_snapshot(), words)
    except store.NoSnapshotError:
        return unready(request)
    found = (answer.results + answer.near)[:3]
    return render(
        request, "errors/404.html", {"found": found, "words": words}, status=404
    )


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
    """A form of the desk sent too late, or from elsewhere."""
    message = (
        "Ce formulaire a expiré : revenez en arrière, rechargez la page, renvoyez."
    )
    return refuse(request, 403, message)


def static_page(name: str, status: int) -> HttpResponse:
    """A page that needs nothing of the portal."""
    text = (settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8")
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store"})
