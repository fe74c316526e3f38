"""Fragments for htmx: what depends on the snapshot and a small key alone is made once
and kept in memory; nothing a person typed is ever a key."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from content.snapshot import Snapshot

MAX_KEPT = 2000  # fragments of each snapshot


def fragment(name: str, context: dict[str, Any]) -> HttpResponse:
    """A fragment alone: without the frame, nor what the frame needs."""
    return HttpResponse(get_template(name).render(context))


def kept_fragment(
    request: HttpRequest,
    snapshot: Snapshot,
    name: str,
    key: tuple,
    make: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """The fragment of a key, from memory when this snapshot made it before. The site's
    own address is part of the key, since fragments show it."""
    kept = snapshot.kept
    place = (name, request.get_host(), request.scheme, *key)
    body = kept.get(place)
    if body is None:
        body = get_template(name).render(make()).encode()
        if len(kept) < MAX_KEPT:
            kept[place] = body
    return HttpResponse(body)
