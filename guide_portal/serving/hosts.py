"""Allowed hosts: asked first, for files and pages alike."""

from functools import lru_cache
from typing import Any

from django.http.request import split_domain_port, validate_host

MAX_HOST = 260  # characters of a name and its port


def our_host(scope: Any, headers: Any, allowed: tuple[str, ...]) -> str:
    """The name of this site that a request gives, always written the same way; empty
    when it gives none (HTTP/1.0 alone may), several, or one that `ALLOWED_HOSTS`, here
    `allowed`, does not know."""
    given = headers.get_all("host") or [scope.authority]
    host = given[0] or (scope.server if scope.http_version == "1.0" else "")
    if len(given) > 1 or len(host) > MAX_HOST:
        return ""
    return _named(host, allowed)


@lru_cache(maxsize=256)
def _named(host: str, allowed: tuple[str, ...]) -> str:
    domain, port = split_domain_port(host)
    if not domain or not validate_host(domain, allowed):
        return ""
    if not port:
        return domain
    return f"{domain}:{int(port)}" if 0 < int(port) < 65536 else ""
