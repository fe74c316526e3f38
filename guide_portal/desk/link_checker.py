"""Links out of the guide, asked politely: known hosts alone, https, public addresses,
one at a time."""

import ipaddress
import re
import socket
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from content.admin.style_advice import is_known
from content.publishing import publication_check
from guide_portal.models import LinkCheck

ADDRESS = re.compile(r"https://[^\s\"'<>)\]»]+")
PAUSE = 1.0  # seconds between two questions
TIMEOUT = 8.0  # seconds
REDIRECTS = 4
AGENT = "guide-compte-ameli (verification des liens)"


def outgoing_links() -> dict[str, list[str]]:
    """Every address out of the guide, with the texts that name it."""
    found: dict[str, list[str]] = {}
    for (_, slug), record in publication_check.published_records().items():
        for url in dict.fromkeys(ADDRESS.findall(str(record))):
            found.setdefault(url.rstrip(".,;"), []).append(slug)
    return found


def refusal(url: str) -> str:
    """Why an address is not asked; nothing when it may be."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https":
        return "pas en https"
    if not is_known(host):
        return f"site inconnu ({host}) : à vérifier à la main"
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, 443)}
    except OSError:
        return "nom de site introuvable"
    if any(not ipaddress.ip_address(address).is_global for address in found):
        return "adresse privée"
    return ""


class LinkAnswer(NamedTuple):
    """Whether an address answers, and how."""

    works: bool
    state: str


def ask(url: str) -> LinkAnswer:
    """Follows an address with HEAD requests; what it answered in the end."""
    for _ in range(REDIRECTS):
        why = refusal(url)
        if why:
            return LinkAnswer(False, why)
        parts = urlsplit(url)
        link = HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=TIMEOUT)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request("HEAD", path, headers={"User-Agent": AGENT})
            answer = link.getresponse()
        except (OSError, HTTPException) as error:
            return LinkAnswer(False, f"ne répond pas ({type(error).__name__})")
        finally:
            link.close()
        if answer.status in (301, 302, 303, 307, 308):
            url = urljoin(url, answer.headers.get("Location", ""))
            continue
        # some sites refuse HEAD: they are there all the same
        works = answer.status < 400 or answer.status in (403, 405)
        return LinkAnswer(works, str(answer.status))
    return LinkAnswer(False, "trop de redirections")


def check_all(told: Callable[[str], object] = print) -> int:
    """Asks every link once and writes what came; how many do not answer."""
    found, broken = outgoing_links(), 0
    LinkCheck.objects.exclude(url__in=found).delete()
    for url, pages in found.items():
        works, state = ask(url)
        broken += not works
        told(f"{'ok ' if works else 'NON'} {url} ({state})")
        values = {"pages": pages, "works": works, "state": state[:200]}
        LinkCheck.objects.update_or_create(url=url, defaults=values)
        time.sleep(PAUSE)
    return broken
