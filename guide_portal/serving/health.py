"""Health checks for machines: `/livez` and `/readyz`."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.pages.http import PLAIN_TEXT, Request
from content.publishing import refresher
from content.snapshot import store


@require_safe
@never_cache
def alive(request: Request) -> HttpResponse:
    """Answers while the process does; touches nothing."""
    return HttpResponse("ok\n", content_type=PLAIN_TEXT)


@require_safe
@never_cache
def ready(request: Request) -> HttpResponse:
    """Whether a snapshot is loaded, which makes the site readable; and, for
    information, how the database was at the last look, how long ago that was (in
    seconds), and whether the site shows what the database says."""
    try:
        snapshot = store.current_snapshot()
    except store.NoSnapshotError:
        return JsonResponse({"ready": False, "snapshot": None}, status=503)
    look = refresher.last_look
    database, agrees = look["database"], None
    if database == "ok":
        agrees = look["number"] == snapshot.number and not look["snapshot"]
        database = "ok" if look["number"] == snapshot.number else "en avance"
    told = {
        "ready": True,
        "snapshot": snapshot.number,
        "pages": len(snapshot.pages),
        "database": database,
        "agrees": agrees,
        "looked_ago": refresher.look_age(),
    }
    if look["snapshot"]:
        told["snapshot_error"] = look["snapshot"]
    return JsonResponse(told)
