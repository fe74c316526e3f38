"""Progressive web app: the guide kept on a device, only when the visitor asks."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.pages.http import Request, crumbs, for_everyone, reading_page
from content.snapshot import store
from guide_portal.roadmap.resolution import FICHES
from guide_portal.sharing.crawlers import pages_that_stay

OFFLINE_PAGES = ["booklet", "offline", "code", "files"]  # names of addresses
ADMIN_PATH = "/gestion/"  # as worker.js has it
FILES = [
    *("css/site.css", "css/print.css", "icon.svg", "js/page.js", "js/suggest.js"),
    *(
        "js/files.js",
        "js/file-rules.js",
        "js/offline.js",
        "js/failures.js",
        "js/code.js",
        "js/sheet.js",
    ),
    "django_htmx/htmx-2.min.js",
]


@reading_page
def offline(request: Request) -> HttpResponse:
    context = {"edition": store.current_snapshot().number, "crumbs": crumbs()}
    return render(request, "sharing/offline.html", context)


@reading_page
def offline_copy(request: Request) -> HttpResponse:
    """What a copy holds, and which publication it is."""
    snapshot = store.current_snapshot()
    pages = list(
        dict.fromkeys([*pages_that_stay(snapshot), *map(reverse, OFFLINE_PAGES)])
    )
    fiches = [e.slug for e in snapshot.pages.values() if e.kind in FICHES]
    codes = [reverse("qr", args=[slug]) for slug in fiches]
    return JsonResponse(
        {
            "number": snapshot.number,
            "made_at": snapshot.made_at.isoformat(),
            "pages": pages,
            "files": [*(static(name) for name in FILES), *codes],
        }
    )


@require_safe
@for_everyone
def worker(request: Request) -> HttpResponse:
    """The service worker, at the root so that it may serve every page."""
    text = (settings.BASE_DIR / "static" / "js" / "worker.js").read_text("utf-8")
    # the script is a static file, tested as it is; only the path of the desk is a
    # setting
    text = text.replace(ADMIN_PATH, f"/{settings.DESK_PATH}")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
@for_everyone
def manifest(request: Request) -> HttpResponse:
    """What a phone needs to put the guide among its applications."""
    icon = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    data = {
        "name": "Guide du compte ameli",
        "short_name": "Guide ameli",
        "description": "Pour les aidants parisiens, d'après le guide de la CPAM.",
        "lang": "fr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0c419a",
        "icons": [icon, icon | {"purpose": "maskable"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")
