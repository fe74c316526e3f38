"""What a tool's fragment costs, and a page that Django makes for one visitor, against a
bare Django view under the same middleware, in one run: `python -m
bench.speed.fragments`.

Requests go through the whole WSGI handler of Django, without a network: the ratio is of
time per request, medians of interleaved rounds.
"""

import io
import os
import random
import statistics
import time
from urllib.parse import urlencode

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

ROUNDS, TURNS = 15, 40


def bare(request):
    """The smallest view: a constant."""
    return HttpResponse(b"x" * 2000)


FRAGMENTS = {
    "checklist": ("/guide/creer-compte-ameli/", {"fait": "rib"}, None),
    "eligibility": (
        "/guide/inscrire-coordonnees-bancaires/verifier/",
        {},
        {"tentative": "pas-encore", "vitale": "oui"},
    ),
    "code": ("/code-personnel/", {}, {"code": "Aaaaaaa75!"}),
    "deadline": (
        "/guide/changer-nom-usage/delais/quinze-jours/",
        {"depuis": "2026-11-24"},
        None,
    ),
    "search": ("/recherche/", {"q": "carte vitale perdue"}, None),
    "suggestions": ("/recherche/suggestions/", {"q": "carte vit"}, None),
}
# asked without htmx: whole pages
PAGES = {
    "page with ticks": ("/guide/creer-compte-ameli/", {"fait": "rib"}, None, False),
    "page of results": ("/recherche/", {"q": "carte vitale perdue"}, None, False),
}


def environ(address: str, query: dict, form: dict | None, by_htmx: bool = True) -> dict:
    body = urlencode(form or {}).encode()
    return ({"HTTP_HX_REQUEST": "true"} if by_htmx else {}) | {
        "REQUEST_METHOD": "GET" if form is None else "POST",
        "PATH_INFO": address,
        "QUERY_STRING": urlencode(query),
        # each from another visitor: who asks too much waits
        "REMOTE_ADDR": f"10.{random.getrandbits(8)}.{random.getrandbits(8)}.1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
    }


def timed(handler: WSGIHandler, request: tuple) -> float:
    """Microseconds of processor for one request."""
    start = time.process_time()
    for _ in range(TURNS):
        answer = handler(environ(*request), lambda *_: None)
        body = b"".join(answer)
        answer.close()
    assert answer.status_code == 200 and body, (request, answer.status_code)
    return (time.process_time() - start) / TURNS * 1e6


def main() -> None:
    from guide_portal import urls

    urls.urlpatterns.append(path("bare/", bare))
    requests = {"bare view": ("/bare/", {}, None)} | FRAGMENTS | PAGES
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        handler = WSGIHandler()
        for request in requests.values():
            timed(handler, request)
        taken = {name: [] for name in requests}
        for _ in range(ROUNDS):
            for name, request in requests.items():
                taken[name].append(timed(handler, request))
    base = statistics.median(taken["bare view"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:16} {middle:8.0f} µs  ratio {middle / base:5.2f}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    django.setup()
    main()
