"""Progressive web app: the guide kept on a device, only when the visitor asks."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.models import PublishedLine
from content.pages.http import Request, crumbs, for_everyone, reading_page
from content.snapshot import store
from content.snapshot.model import Snapshot
from guide_portal.roadmap.resolution import FICHES
from guide_portal.search.corpus import corpus
from guide_portal.search.engine.analysis import SILENT_WORDS, stems
from guide_portal.sharing.crawlers import pages_that_stay
from procedures.models import PublishedFiche
from procedures.page_links import deadline_address
from procedures.rules.deadline_advice import MEANING, over
from procedures.tools.deadlines import WORKING, since

OFFLINE_PAGES = ["booklet", "offline", "code", "files", "search"]  # names of addresses
ADMIN_PATH = "/gestion/"  # as worker.js has it
APP_ICONS = [
    ("192", 192, "any"),
    ("512", 512, "any"),
    ("maskable-512", 512, "maskable"),
]
ANSWERS = "js/offline-answers.js"
FILES = [
    *(
        "css/site.css",
        "css/home.css",
        "css/pages.css",
        "css/print.css",
        "icon.svg",
        "js/page.js",
        "js/suggest.js",
    ),
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
    pages += [address for address, _ in deadlines_of(snapshot)]
    return JsonResponse(
        {
            "number": snapshot.number,
            "made_at": snapshot.made_at.isoformat(),
            "pages": pages,
            "files": [*map(static, FILES), *codes, reverse("offline_tools")],
        }
    )


def deadlines_of(snapshot: Snapshot) -> Iterator[tuple[str, PublishedLine]]:
    """The address of each deadline, with its line."""
    for entry in snapshot.pages.values():
        if entry.kind in FICHES:
            for line in snapshot.full(entry, PublishedFiche).deadlines:
                yield deadline_address(entry, line["key"]), line


@reading_page
def offline_tools(request: Request) -> HttpResponse:
    """What offline-answers.js computes from: the words of each page, the rule of each
    deadline."""
    snapshot = store.current_snapshot()
    rules = {a: deadline_rule(line) for a, line in deadlines_of(snapshot)}
    return JsonResponse({"search": copied_words(snapshot), "deadlines": rules})


def deadline_rule(line: PublishedLine) -> dict[str, Any]:
    """A deadline as offline-answers.js computes it."""
    computed = ("kind", "duration", "earliest", "working", "strict")
    return {name: line[name] for name in computed} | {
        "meaning": MEANING[line["kind"]],
        "since": since(line, ""),
        "over": over(line["action"]),
        "note": WORKING if line["working"] else "",
    }


def copied_words(snapshot: Snapshot) -> dict[str, Any]:
    """Everything that can be found, with the stems that lead to it: of its title and
    keywords, of its text."""
    return {
        "silent": sorted(SILENT_WORDS),
        "pages": [
            {
                "slug": one.slug,
                "title": one.title,
                "address": one.address,
                "label": one.label,
                "summary": one.summary,
                "prior": one.document.prior,
                "strong": _stems(one.document.title, *one.document.keywords),
                "weak": _stems(one.document.body, *one.document.phrasings),
            }
            for one in snapshot.derived(corpus).values()
        ],
    }


def _stems(*texts: str) -> str:
    return " ".join(dict.fromkeys(stems(" . ".join(texts))))


@require_safe
@for_everyone
def worker(request: Request) -> HttpResponse:
    """The service worker, at the root so that it may serve every page."""
    text = (settings.BASE_DIR / "static" / "js" / "worker.js").read_text("utf-8")
    # the script is a static file, tested as it is; only the path of the desk is a
    # setting
    text = text.replace(ADMIN_PATH, f"/{settings.DESK_PATH}")
    text = text.replace(f"/static/{ANSWERS}", static(ANSWERS))
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    file = {"src": static(f"icons/icon-{name}.png"), "type": "image/png"}
    return file | {"sizes": f"{size}x{size}", "purpose": purpose}


@require_safe
@for_everyone
def manifest(request: Request) -> HttpResponse:
    """What a phone needs to put the guide among its applications."""
    svg = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
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
        "icons": [svg, *(_icon(*one) for one in APP_ICONS)],
    }
    return JsonResponse(data, content_type="application/manifest+json")
