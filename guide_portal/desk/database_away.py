"""The desk without its database."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from content.admin.resubmission import BASE, as_typed


def without_database(request: HttpRequest) -> HttpResponse:
    """The database did not answer: the text typed is sent again by one button. No
    other form is kept: it may hold a password."""
    context = {
        "kept": as_typed(request) if BASE in request.POST else [],
        "address": request.get_full_path(),
    }
    page = render_to_string("errors/database_away.html", context)
    return HttpResponse(page, status=503, headers={"Cache-Control": "no-store"})
