"""Allowed hosts: asked first, for files and pages alike."""

from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host

MAX_HOST = 260  # characters of a name and its port


def is_ours(host: str) -> bool:
    """Whether a Host header names this site, by `ALLOWED_HOSTS`."""
    return len(host) <= MAX_HOST and _allowed(host, tuple(settings.ALLOWED_HOSTS))


@lru_cache(maxsize=256)
def _allowed(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)
