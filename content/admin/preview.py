"""Preview, a draft on its real page: the current snapshot with one text replaced, shown
to staff alone at an address that expires."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from content.models import Publishable
from content.publishing import workflow
from content.publishing.snapshot_data import collect, with_drafts
from content.records import schema
from content.snapshot import store
from content.snapshot.model import Snapshot

PREVIEW_SALT = "content.preview"
LASTS = 3 * 24 * 3600  # seconds


def preview_address(row: Publishable) -> str:
    """The address that shows the text as it is saved now, or later."""
    token = signing.dumps([row.KIND, row.slug], salt=PREVIEW_SALT)
    return reverse("preview", args=[token])


def previewed_row(token: str) -> Publishable | None:
    """The text of an address, None when it expired or is none of ours."""
    try:
        kind, slug = signing.loads(token, salt=PREVIEW_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    model = schema.kinds().get(kind)
    return model.objects.filter(slug=slug).first() if model else None


def snapshot_with(row: Publishable) -> Snapshot:
    """The current snapshot, the draft of a text in the place of its edition."""
    draft = workflow.saved_record(row)
    return Snapshot(with_drafts(collect(), {(row.KIND, row.slug): draft}))


def show_draft(request: HttpRequest, row: Publishable) -> HttpResponse | None:
    """The real view of the page, on the snapshot with the draft."""
    snapshot = snapshot_with(row)
    page = row.address_of(workflow.saved_record(row)).partition("#")[0]
    request.path = request.path_info = page
    try:
        match = resolve(page)
    except Resolver404:
        return None
    with store.showing(snapshot):
        response = match.func(request, *match.args, **match.kwargs)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
