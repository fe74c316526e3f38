"""Stateless requests, what every tool shares: it refuses what another site sends, keeps
nothing, and is never kept."""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from content.operations.rate_limit import TokenBucket
from content.operations.security_log import log_event
from content.operations.told_paths import told_path
from content.pages.http import Request, View
from content.text.addresses import parts_of
from content.text.markup import typography

MAX_BODY = 64 * 1024  # bytes
# an agency shares one address: a thousand at once, then a hundred a second
tool_requests = TokenBucket(size=1000, rate=100)


def stateless_tool(*methods: str) -> Callable[[View], View]:
    """A view that remembers nothing; with POST, it refuses a foreign origin and a
    body too large. Both checks let old phones pass, that say nothing."""

    def decorate(view: View) -> View:
        @csrf_exempt  # no cookie for readers: the origin is checked instead
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            response = refusal(request, methods) or view(request, *args, **kwargs)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, no_store=True)
            patch_vary_headers(response, ["HX-Request"])
            return response

        return guarded

    return decorate


def refusal(request: Request, methods: tuple[str, ...]) -> HttpResponse | None:
    """Why a tool does not answer, if it does not."""
    if request.method not in (*methods, "HEAD"):
        return refuse(request, 405, "Cette adresse ne se lit pas ainsi.")
    if not tool_requests.take(visitor(request)):
        message = "Beaucoup de demandes viennent d'ici : attendez un instant."
        return refuse(request, 429, message)
    if request.method == "POST":
        if is_foreign(request):
            return refuse(request, 403, "Ce formulaire vient d'un autre site.")
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            return refuse(request, 413, "Le texte envoyé est trop long.")
    return None


def visitor(request: HttpRequest) -> str:
    """The address that asks: the one that the outermost of our own web servers saw
    (each adds it last), forgotten as soon as counted."""
    place = settings.TRUSTED_PROXIES
    passed = request.headers.get("X-Forwarded-For", "").split(",") if place else []
    seen = passed[-place].strip() if 0 < place <= len(passed) else ""
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")


def is_foreign(request: HttpRequest) -> bool:
    """Whether the request names another site than ours as its origin."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = {request.get_host(), parts_of(settings.PUBLIC_ADDRESS).netloc} - {""}
    return not origin.startswith("http") or parts_of(origin).netloc not in ours


def refuse(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """A page in French that says why, and where to go from there."""
    log_event("request_refused", status=status, path=told_path(request.path, status))
    context = {"message": typography(message)}
    return render(request, "errors/refused.html", context, status=status)
