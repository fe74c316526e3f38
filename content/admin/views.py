"""Admin views: addresses of the desk that belong to no one kind of text."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from content.admin import preview
from content.text import markup

GONE = (
    "Cet aperçu a expiré, ou le texte n'existe plus : rouvrez-le depuis la rédaction."
)


@require_safe
@staff_member_required
@never_cache
def show_preview(request: HttpRequest, token: str) -> HttpResponse:
    """A draft on its real page."""
    row = preview.previewed_row(token)
    shown = preview.show_draft(request, row) if row else None
    if shown is None:
        return render(request, "errors/refused.html", {"message": GONE}, status=410)
    return shown


@require_POST
@staff_member_required
@never_cache
def show_prose(request: HttpRequest) -> HttpResponse:
    """A field as readers will see it, while it is typed."""
    # htmx sends the whole form, and the name of the field that changed
    text = request.POST.get(request.headers.get("HX-Trigger-Name", ""), "")
    return HttpResponse(markup.to_html(text[:20_000]))
