"""Attacks at the door of the desk and through it: logins, zips."""

import http.client
import http.cookies
import io
import re
import threading
import time
import zipfile
from collections import Counter
from urllib.parse import urlencode

from tests.support.editor import token
from tests.support.portal import PASSWORD

LOGIN = "/gestion/login/"
FORM = "application/x-www-form-urlencoded"


class Browser:
    """The few cookies of somebody at the desk, from an address of their own."""

    def __init__(self, port: int, source: str) -> None:
        self.port, self.source = port, source
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = FORM
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = kind
        link = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=300, source_address=(self.source, 0)
        )
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                found = http.cookies.SimpleCookie(line)
                self.cookies |= {name: one.value for name, one in found.items()}
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            link.close()

    def sign_in(self, name: str, password: str) -> int:
        page = self.ask("GET", LOGIN)[1]
        data = token(page) | {"username": name, "password": password}
        return self.ask("POST", LOGIN, urlencode(data).encode())[0]


def login_storm(port: int, number: int = 20, seconds: float = 12) -> Counter:
    """So many wrong passwords at once, again and again, each under its own name."""
    told: Counter = Counter()
    end, lock = time.monotonic() + seconds, threading.Lock()

    def guess(place: int) -> None:
        turn = 0
        while time.monotonic() < end:
            turn += 1
            browser = Browser(port, f"127.30.{place}.{turn % 250 + 1}")
            try:
                status = str(browser.sign_in(f"nom-{place}-{turn}", "mauvais mot"))
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
            with lock:
                told[status] += 1

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def spoiled(good: bytes, at: int, by: bytes) -> bytes:
    return good[:at] + by + good[at + len(by) :]


def bombs() -> dict[str, bytes]:
    """Archives that cost more than they weigh, or that cannot be read."""
    text = b"- slug: x\n" * 2000
    good = zipped({"demarches.yaml": text})
    lazy = good[: len(good) // 2]
    name = good.replace(b"demarches.yaml", b"\xff\xfe\xfdarches.yaml")
    alias = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9))
        for n in range(8)
    )
    return {
        "12 000 vides": zipped({f"f{n}.yaml": b"" for n in range(12_000)}),
        "8 Mo de tirets": zipped({"demarches.yaml": b"- a\n" * 1_950_000}),
        "8 Mo de slug": zipped({"demarches.yaml": b"- slug: x\n" * 780_000}),
        "alias": zipped({"demarches.yaml": alias}),
        "profond": zipped({"demarches.yaml": b"[" * 100_000}),
        "tronqué": lazy,
        "abîmé": spoiled(good, 60, b"\x00\xff\x13\x37\x00\xff"),
        "méthode lzma": spoiled(
            spoiled(good, 8, b"\x0e"), good.find(b"PK\x01\x02") + 10, b"\x0e"
        ),
        "nom illisible": name.replace(b"\x00\x00\x08\x00", b"\x00\x08\x08\x00"),
        "nom nul": good.replace(b"demarches.yaml", b"\x00emarches.yaml"),
        "200 Mo": zipped({"demarches.yaml": b"\x00" * 200_000_000}),
    }


def bomb(port: int) -> Counter:
    """Each archive sent by somebody who may bring files in."""
    told: Counter = Counter()
    browser = Browser(port, "127.40.0.1")
    browser.sign_in("e0", PASSWORD)
    for name, packed in bombs().items():
        page = browser.ask("GET", "/gestion/fichiers/")[1]
        csrf = token(page)["csrfmiddlewaretoken"]
        body = b"".join(
            [
                b'--xx\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"',
                b"\r\n\r\n" + csrf.encode() + b"\r\n",
                b'--xx\r\nContent-Disposition: form-data; name="zip"; ',
                b'filename="guide.zip"\r\nContent-Type: application/zip\r\n\r\n',
                packed + b"\r\n--xx--\r\n",
            ]
        )
        begun = time.monotonic()
        try:
            status, page = browser.ask(
                "POST", "/gestion/fichiers/", body, "multipart/form-data; boundary=xx"
            )
        except (OSError, http.client.HTTPException) as error:
            status, page = type(error).__name__, ""
        told[str(status)] += 1
        seconds = time.monotonic() - begun
        if seconds > 10 or len(page) > 1_000_000 or not re.search("lang=.fr", page):
            told["lourd"] += 1
            print(f"    zip « {name} » : {status}, {seconds:.0f} s, {len(page)} octets")
    return told
