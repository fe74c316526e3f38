"""The paths that logs tell: those of the portal whole, of any other no more than where
it begins, since what is typed in an address may name a person."""

from functools import cache

from django.urls import get_resolver

LONGEST = 200  # signs
REST = "…"


def told_path(path: str, status: int) -> str:
    """What is told of a path that was answered so.

    >>> told_path("/guide/amina-diallo/", 404)
    '/guide/…'
    """
    if status < 300 or status == 304 or status >= 500:
        return path[:LONGEST]
    first, slash, rest = path.lstrip("/").partition("/")
    if first not in _beginnings():
        return f"/{REST}" if first else "/"
    return f"/{first}{slash}{REST if rest else ''}"


@cache
def _beginnings() -> frozenset[str]:
    """Where the addresses of the portal begin."""
    routes = (str(one.pattern).partition("/")[0] for one in get_resolver().url_patterns)
    return frozenset(["static", *(route for route in routes if "<" not in route)])
