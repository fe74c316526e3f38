"""Attacks by connections that never end: bodies, headers, readers who do not read."""

import contextlib
import itertools
import selectors
import socket
import time
from collections import Counter

BODY = (
    b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\na=b"
)
TARGETS = [b"/code-personnel/", b"/avis/", b"/gestion/login/", b"/guide/x/verifier/"]
HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "
PRINT = b"GET /imprimer/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def hold(port: int, words: list[bytes], number: int, seconds: float) -> Counter:
    """Keeps `number` connections that said one of `words` and nothing more; each that
    the server closes is opened again. What the server answered, by status."""
    told: Counter = Counter()
    watched, turn = selectors.DefaultSelector(), itertools.count()
    end = time.monotonic() + seconds

    def open_one() -> None:
        place = next(turn)
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        link.settimeout(3)
        with contextlib.suppress(OSError):
            link.bind((f"127.9.{place // 250 % 250}.{1 + place % 250}", 0))
            link.connect(("127.0.0.1", port))
            link.sendall(words[place % len(words)])
            link.setblocking(False)
            watched.register(link, selectors.EVENT_READ)

    for _ in range(number):
        open_one()
    while time.monotonic() < end:
        for key, _ in watched.select(0.5):
            link = key.fileobj
            with contextlib.suppress(OSError):
                answer = link.recv(4000)
                if answer[:4] == b"HTTP":
                    told[answer[9:12].decode()] += 1
            watched.unregister(link)
            link.close()
        for _ in range(number - len(watched.get_map())):
            open_one()
    return told


def slow_bodies(port: int, number: int, seconds: float = 12) -> Counter:
    """POST requests whose body never comes, to tools and to the desk."""
    return hold(port, [BODY % target for target in TARGETS], number, seconds)


def slow_headers(port: int, number: int = 600, seconds: float = 12) -> Counter:
    """Requests whose headers never end."""
    return hold(port, [HALF], number, seconds)


def slow_readers(port: int, number: int = 120, seconds: float = 12) -> Counter:
    """The longest page, asked and not read."""
    links = []
    for place in range(number):
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        link.settimeout(3)
        with contextlib.suppress(OSError):
            link.bind((f"127.8.0.{1 + place}", 0))
            link.connect(("127.0.0.1", port))
            link.sendall(PRINT)
        links.append(link)
    time.sleep(seconds)
    for link in links:
        link.close()
    return Counter()
