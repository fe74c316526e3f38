"""Addresses that somebody wrote: a header, a form, a link in a text. Pure."""

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult:
    """The parts of an address, all of them empty when it cannot be read.

    >>> parts_of("https://www.ameli.fr/paris").hostname, parts_of("http://[").netloc
    ('www.ameli.fr', '')
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - read here, since it is refused only when read
    except ValueError:
        return urlsplit("")
    return parts
