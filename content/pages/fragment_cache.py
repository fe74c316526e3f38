"""Fragment cache, for htmx and parts of pages: what depends on the snapshot and a small
key alone is made once and kept in memory; nothing a person typed is ever a key."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from content.snapshot.model import Snapshot

MAX_FRAGMENTS = 2000  # fragments and parts of each snapshot


def fragment(name: str, context: dict[str, Any]) -> HttpResponse:
    """A fragment alone: without the frame, nor what the frame needs."""
    return HttpResponse(get_template(name).render(context))


def cached(
    request: HttpRequest,
    snapshot: Snapshot,
    key: tuple[Any, ...],
    make: Callable[[], str],
) -> str:
    """The text of a key, from memory when this snapshot made it before. The site's own
    address is part of the key, since texts show it.

    >>> from types import SimpleNamespace
    >>> request = SimpleNamespace(get_host=lambda: "localhost", scheme="http")
    >>> snapshot = SimpleNamespace(kept={})
    >>> cached(request, snapshot, ("a",), lambda: "made once")
    'made once'
    >>> cached(request, snapshot, ("a",), lambda: "made again")
    'made once'
    """
    # a copy at another host or scheme must not show the first one's links
    place = (request.get_host(), request.scheme, *key)
    text = snapshot.kept.get(place)
    if text is None:
        text = make()
        # full: made again each time, rather than let addresses typed at random push
        # out those that people use
        if len(snapshot.kept) < MAX_FRAGMENTS:
            snapshot.kept[place] = text
    return text


def cached_fragment(
    request: HttpRequest,
    snapshot: Snapshot,
    name: str,
    key: tuple[Any, ...],
    make: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """A fragment kept for a key."""

    def text() -> str:
        return get_template(name).render(make())

    return HttpResponse(cached(request, snapshot, (name, *key), text))
