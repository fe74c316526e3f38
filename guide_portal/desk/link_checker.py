"""Links out of the guide, asked politely: known hosts alone, https, public addresses,
one at a time."""

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from content.admin.style_advice import is_known
from content.publishing.gate import records
from guide_portal.models import LinkCheck

ADDRESS = re.compile(r"https://[^\s\"'<>)\]»]+")
PAUSE = 1.0  # seconds between two questions
TIMEOUT = 8.0  # seconds
DEADLINE = 20.0  # seconds for a whole answer
REDIRECTS = 4
PORT = 443
PLAIN = "/%:@!$&'()*+,;=~?-._"  # what an address holds as it is
# IPv6 addresses that translate into IPv4 ones: NAT64, 6to4, Teredo
DISGUISED = [
    ipaddress.IPv6Network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
AGENT = "guide-compte-ameli (verification des liens)"


def outgoing_links() -> dict[str, list[str]]:
    """Every address out of the guide, with the texts that name it."""
    found: dict[str, list[str]] = {}
    for (_, slug), record in records.published_records().items():
        for url in dict.fromkeys(ADDRESS.findall(str(record))):
            found.setdefault(url.rstrip(".,;"), []).append(slug)
    return found


class RefusedError(Exception):
    """Why an address is not asked, in French."""


class Target(NamedTuple):
    """What is asked, and the one address it is asked at: a name that answers otherwise
    a moment later changes nothing."""

    host: str
    address: str
    path: str


class LinkAnswer(NamedTuple):
    """Whether an address answers, and how."""

    works: bool
    state: str


class PinnedConnection(HTTPSConnection):
    """TLS to the address that was checked, under the name that was asked."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, timeout=TIMEOUT)
        self.address = target.address
        # a server that sends a byte now and then does not hold us
        self.alarm = threading.Timer(DEADLINE, self.give_up)

    def connect(self) -> None:
        plain = socket.create_connection((self.address, PORT), TIMEOUT)
        self.alarm.start()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)

    def give_up(self) -> None:
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.alarm.cancel()
        super().close()


def target_of(url: str) -> Target:
    """Where an address leads, its name resolved once. Raises RefusedError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise RefusedError("adresse illisible") from error
    if parts.scheme != "https":
        raise RefusedError("pas en https")
    if not is_known(host):
        raise RefusedError(f"site inconnu ({host[:80]}) : à vérifier à la main")
    if port not in (None, PORT):
        raise RefusedError(f"port inhabituel ({port})")
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, PORT)}
    except (OSError, UnicodeError) as error:
        raise RefusedError("nom de site introuvable") from error
    if not found or not all(is_public_address(address) for address in found):
        raise RefusedError("adresse privée")
    query = f"?{parts.query}" if parts.query else ""
    return Target(host, min(found, key=len), quote((parts.path or "/") + query, PLAIN))


def is_public_address(address: str) -> bool:
    """Whether an address is one of the Internet's own: no machine or network of ours,
    no group, nothing that leads to an IPv4 address in disguise."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.is_site_local or any(found in n for n in DISGUISED)
    ):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def ask(url: str) -> LinkAnswer:
    """Follows an address with HEAD requests; what it answered in the end."""
    for _ in range(REDIRECTS):
        try:
            status, location = head(target_of(url))
            if status not in (301, 302, 303, 307, 308):
                # some sites refuse HEAD: they are there all the same
                return LinkAnswer(status < 400 or status in (403, 405), str(status))
            url = urljoin(url, location)
        except RefusedError as why:
            return LinkAnswer(False, str(why))
        except (OSError, HTTPException, ValueError) as error:
            return LinkAnswer(False, f"ne répond pas ({type(error).__name__})")
    return LinkAnswer(False, "trop de redirections")


def head(target: Target) -> tuple[int, str]:
    """The status, and where it leads. Raises OSError, HTTPException, ValueError."""
    link = PinnedConnection(target)
    try:
        link.request("HEAD", target.path, headers={"User-Agent": AGENT})
        answer = link.getresponse()
        return answer.status, answer.headers.get("Location", "")[:2000]
    finally:
        link.close()


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
