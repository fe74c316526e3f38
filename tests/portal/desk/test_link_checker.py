"""Links out of the guide: what is asked, at which address, and what is never asked."""

import socket
import ssl
import threading
import time

import pytest

from guide_portal.desk import link_checker

SITE = "https://www.ameli.fr"


def answering(*addresses):
    return lambda host, port: [(2, 1, 6, "", (one, port)) for one in addresses]


def refused(monkeypatch, url, *addresses) -> str:
    """Why a link is not asked, when its name has these addresses."""
    monkeypatch.setattr(socket, "getaddrinfo", answering(*addresses))
    monkeypatch.setattr(link_checker, "head", lambda target: (200, ""))
    works, state = link_checker.ask(url)
    return "" if works else state


@pytest.mark.parametrize(
    ("url", "address", "expected"),
    [
        ("http://ameli.fr", "8.8.8.8", "pas en https"),
        ("https://exemple.org", "8.8.8.8", "site inconnu"),
        ("https://ameli.fr.exemple.org", "8.8.8.8", "site inconnu"),
        ("https://ameli.fr@exemple.org/", "8.8.8.8", "site inconnu"),
        (SITE, "8.8.8.8", ""),
        (f"{SITE}:443/é à?q=ü#x", "2a00:1450:4007:80c::200e", ""),
        (f"{SITE}:8443", "8.8.8.8", "port inhabituel"),
        (f"{SITE}:99999/", "8.8.8.8", "adresse illisible"),
        ("https://[bad/", "8.8.8.8", "adresse illisible"),
        ("https://[::1]/", "::1", "site inconnu"),
        (f"https://{'a' * 70}.ameli.fr/", "8.8.8.8", ""),
    ],
)
def test_only_known_public_sites_are_asked(monkeypatch, url, address, expected):
    found = refused(monkeypatch, url, address)
    assert expected in found if expected else found == ""


@pytest.mark.parametrize("address", [
    *("127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.2.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1"),
    *("fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::"),
    *("64:ff9b:1::7f00:1", "2001:0:808:808::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
    *("2001:db8::1", "fe80::1%eth0", "pas une adresse"),
])  # fmt: skip
def test_no_address_but_a_public_one_is_asked(monkeypatch, address):
    assert refused(monkeypatch, SITE, address) == "adresse privée"
    assert refused(monkeypatch, SITE, "8.8.8.8", address) == "adresse privée"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://exemple.org/", "site inconnu"),
        ("http://www.ameli.fr/", "pas en https"),
        (f"{SITE}:99999/", "adresse illisible"),
        ("//[bad", "ne répond pas"),
        ("", "trop de redirections"),
        ("/" + "a" * 100_000, "trop de redirections"),
    ],
)
def test_a_redirection_is_judged_as_a_link_is(monkeypatch, location, expected):
    monkeypatch.setattr(socket, "getaddrinfo", answering("8.8.8.8"))
    monkeypatch.setattr(link_checker, "head", lambda target: (302, location))
    works, state = link_checker.ask(SITE)
    assert not works and expected in state


def test_a_name_is_resolved_once_and_asked_at_that_address(monkeypatch):
    asked, resolved = [], []

    def resolve(host, port):
        resolved.append(host)
        # public the first time, ours the second
        address = "8.8.8.8" if len(resolved) == 1 else "127.0.0.1"
        return answering(address)(host, port)

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert link_checker.ask(SITE).state == "ne répond pas (ConnectionRefusedError)"
    assert resolved == ["www.ameli.fr"] and asked == [("8.8.8.8", 443)]


def test_a_server_that_never_ends_is_given_up(monkeypatch):
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(link_checker, "DEADLINE", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", answering("8.8.8.8"))
    monkeypatch.setattr(socket, "create_connection", lambda *_: ours)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda self, plain, **_: plain)
    stop = threading.Event()

    def drip():
        while not stop.wait(0.05):
            try:
                theirs.send(b"x")
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    begun = time.monotonic()
    try:
        assert "ne répond pas" in link_checker.ask(SITE).state
    finally:
        stop.set()
        thread.join()
        theirs.close()
    assert time.monotonic() - begun < link_checker.TIMEOUT
