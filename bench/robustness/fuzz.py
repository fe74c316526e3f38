"""Random requests to a live server: lines, headers and bodies of every kind. No answer
may be a 5xx or take a second, and the pages are the same after as before. `python -m
bench.robustness.fuzz 100000`; `planted` breaks the server on one sign: the loop must
then fail."""

import random
import socket
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.robustness.resumable import loop
from tests.support.portal import Portal

PAGE = "/guide/creer-compte-ameli/"
SEEDS = [
    *(PAGE, "/", "/recherche/?q=rib", "/recherche/suggestions/?q=car", "/avis/"),
    *("/code-personnel/", "/feuille-de-route/?fiche=creer-compte-ameli", "/f/?AQAB"),
    *("/static/css/site.css", "/gestion/login/", "/imprimer/creation/", "/readyz"),
    *("/guide/inscrire-coordonnees-bancaires/verifier/", "/rendez-vous/?fiche=x"),
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    *("/qr/creer-compte-ameli.svg", "/carte/creer-compte-ameli/"),
    *("/gestion/procedures/procedure/", "/donnees/fiches.json"),
    "/gestion/procedures/procedure/99999999999999999999999/change/",
]
SIGNS = [
    *("%00", "%ff", "%C3", "../", "//", "?", "&", "=", "é", "'", '"', "<b>", ";"),
    *("%0d%0a", "\\", "٣", "\u202e", "${7*7}", "{{7*7}}", "%2e%2e%2f"),
    *("9" * 400, "a" * 3000),
]
METHODS = ["GET"] * 8 + ["POST"] * 5
METHODS += ["HEAD", "PUT", "OPTIONS", "DELETE", "TRACE", "XX"]
NAMES = [
    *("Cookie", "Accept-Encoding", "If-None-Match", "Range", "HX-Request", "Origin"),
    *("HX-Current-URL", "X-Forwarded-Host", "If-Modified-Since", "Referer", "Accept"),
    *("Content-Type", "Sec-Fetch-Site", "Accept-Language", "X-HTTP-Method-Override"),
]
VALUES = [
    *("", "br;q=x", "gzip;q=0", "bytes=0-", "bytes=9-1", "true", "null", "é", "\x7f"),
    *("sessionid=x; csrftoken=y", "Wed, 99 Foo 20261", 'W/"', "http://evil.test"),
    *("multipart/form-data; boundary=", "multipart/form-data", "x" * 7000, "text/é"),
    *(
        "//[",
        "http://[",
        "https://a:b:c",
        'a="' + "\\" * 7000 + '"',
        "http://127.0.0.1",
    ),
]
FIELDS = [
    *("code", "q", "tentative", "page", "texte", "utile", "depuis", "fait", "username")
]


def path(draw: random.Random) -> str:
    text = draw.choice(SEEDS)
    for _ in range(draw.choice([0, 0, 1, 2, 4])):
        at = draw.randrange(1, len(text) + 1)
        text = text[:at] + draw.choice(SIGNS) + text[at + draw.choice([0, 1, 4]) :]
    return text.replace(" ", "%20")


def body(draw: random.Random) -> bytes:
    kind = draw.randrange(4)
    if kind == 0:
        return draw.randbytes(draw.choice([1, 50, 5000, 200_000]))
    pairs = [
        f"{draw.choice(FIELDS)}={draw.choice([*SIGNS, 'oui', '1850475123456'])}"
        for _ in range(draw.choice([1, 3, 300]))
    ]
    if kind == 1:
        name = draw.choice(FIELDS)
        part = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n--b'
        return part.encode()
    return "&".join(pairs).encode()


def request(draw: random.Random) -> tuple[bytes, bool]:
    """The bytes to send, and whether as many follow as they announce."""
    method, sent, whole = draw.choice(METHODS), b"", True
    host = draw.choice(["127.0.0.1"] * 12 + ["evil.test", "", "127.0.0.1:99999", "é"])
    visitor = ".".join(str(draw.randrange(256)) for _ in range(4))
    lines = [f"{method} {path(draw)} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"X-Forwarded-For: {visitor}"]
    for _ in range(draw.choice([0, 1, 3])):
        lines.append(f"{draw.choice(NAMES)}: {draw.choice(VALUES)}")
    if method in ("POST", "PUT"):
        sent = body(draw)
        kind = draw.choice(["application/x-www-form-urlencoded"] * 4 + VALUES)
        length = len(sent) if draw.random() < 0.9 else draw.choice([0, 5, -1, "x"])
        whole = length in (0, -1, "x") or int(length) <= len(sent)
        lines += [f"Content-Type: {kind}", f"Content-Length: {length}"]
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + sent, whole


class Turn:
    """One request; its answer judged."""

    def __init__(self, port: int) -> None:
        self.port, self.answers = port, {}

    def __call__(self, number: int) -> str | None:
        sent, whole = request(random.Random(number))
        status, taken = self.timed(sent)
        if taken > 1 and whole:  # the request, or a busy machine? slow twice is it
            status, taken = self.timed(sent)
        self.answers[status] = self.answers.get(status, 0) + 1
        # a body shorter than announced: the server waits for the rest, and may
        if status >= 500 or (whole and taken > 1):
            return f"{status} en {taken:.2f} s : {sent[:160]!r}"
        return None

    def timed(self, sent: bytes) -> tuple[int, float]:
        """The status, 0 when none came, and the seconds it took."""
        begun = time.perf_counter()
        try:
            status = self.ask(sent)
        except TimeoutError:
            status = 0
        return status, time.perf_counter() - begun

    def ask(self, sent: bytes) -> int:
        """The status; 0 when the connection was closed without a word."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
            try:
                link.sendall(sent)
                got = link.recv(64)
                while len(got) < 12 and (more := link.recv(64)):
                    got += more
            except (ConnectionError, BrokenPipeError):
                return 0
        return int(got[9:12]) if got[9:12].isdigit() else 0


def main(wanted: int, planted: str = "") -> int:
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data", GUIDE_HTTPS="1")
        if planted:
            fault = "bench.robustness.injected_faults.breaks_on_braces"
            portal.plant(f"MIDDLEWARE = [*MIDDLEWARE, '{fault}']")
        portal.prepare()
        server = portal.start(workers=2)
        before = urllib.request.urlopen(portal.base + PAGE).read()
        turn = Turn(portal.port)
        try:
            failed = loop("fuzz" + planted, wanted, turn, "demandes")
            same = urllib.request.urlopen(portal.base + PAGE).read() == before
        finally:
            server.kill()
        print(dict(sorted(turn.answers.items())), "" if same else "page changée")
    return failed or not same


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 3000, *sys.argv[2:3]))
