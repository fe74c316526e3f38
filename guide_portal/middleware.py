"""Middleware of every request: the desk's addresses, and a plain answer when
nothing was ever published."""

import re

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from content.pages.http import GetResponse, Request
from content.publishing import refresher
from content.snapshot import store
from content.templatetags.guide import integrity
from guide_portal.desk.accounts import of_the_desk
from guide_portal.desk.database_away import without_database
from guide_portal.errors import bad_request, unready

MAX_COOKIE, MAX_SEARCH = 8000, 200  # characters
PATIENCE = 10_000  # milliseconds


class AdminMiddleware:
    """Who comes to the desk finds its addresses, with scripts that the browser checks,
    or is told at once that its database is away. Readers pass by."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        cookie = request.META.get("HTTP_COOKIE", "")
        # readers have none; none of ours is long or quoted, and unquoting takes minutes
        if not of_the_desk(request) or len(cookie) > MAX_COOKIE or "\\" in cookie:
            request.META.pop("HTTP_COOKIE", None)
        if not of_the_desk(request):
            return self.get_response(request)
        # known to be away: waiting for it would hold up the readers behind
        if refresher.last_look["database"] == refresher.AWAY:
            return without_database(request)
        # first of all: sessions and accounts ask the database too
        wait_for_colleagues()
        request.urlconf = "guide_portal.admin_urls"
        if len(request.GET.get("q", "")) > MAX_SEARCH:
            given = request.GET.copy()
            given["q"] = request.GET.get("q", "")[:MAX_SEARCH]
            request.GET = given  # type: ignore[assignment]
        response = with_integrity(self.get_response(request))
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_exception(
        self, request: Request, exception: Exception
    ) -> HttpResponse | None:
        """A number or a year that no database holds comes from the address."""
        numbers = isinstance(exception, OverflowError) and of_the_desk(request)
        return bad_request(request, exception) if numbers else None


def wait_for_colleagues() -> None:
    """The desk, which holds no reader, waits longer for a database that a colleague
    writes to, or that a busy machine leaves locked."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")


SCRIPT = re.compile(
    rf'<script\b(?![^>]*\bintegrity=)[^>]*?\ssrc="{settings.STATIC_URL}([^"]+)"'
)


def with_integrity(response: HttpResponse) -> HttpResponse:
    """The same page of the desk, where each script that others' templates ask carries
    the digest of its file, as ours do."""
    if response.streaming or "text/html" not in response.get("Content-Type", ""):
        return response
    text = response.content.decode(response.charset)
    text = SCRIPT.sub(lambda m: f'{m[0]} integrity="{integrity(m[1])}"', text)
    response.content = text.encode(response.charset)
    if "Content-Length" in response:
        response["Content-Length"] = str(len(response.content))
    return response


class Unready:
    """Turns NoSnapshot into a 503 in French."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: Request, exception: Exception
    ) -> HttpResponse | None:
        return (
            unready(request) if isinstance(exception, store.NoSnapshotError) else None
        )
