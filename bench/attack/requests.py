"""Attacks by many whole requests, each odd in its own way, each from elsewhere."""

import contextlib
import http.client
import itertools
import random
import string
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

SENDERS = 8
HEAVY = "/static/admin/js/vendor/xregexp/xregexp.js"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# what once fell over a header, and what looks like it
ODD_VALUES = [
    *("gzip;q=.", "q=1.2.3", "br;q=0..1", "gzip;q=1.2.3", "gzip;q=", ";;q=,", "*"),
    *("gzip;q=1e999", "br;q=nan", "gzip;q=-1", "\t,\t", '"', "W/", 'W/"', "*, *"),
]
NAMES = [
    *("Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "Accept"),
    *("Accept-Language", "Cookie", "Referer", "Origin", "X-Forwarded-For", "Expect"),
    *("HX-Request", "HX_Request", "Sec-Fetch-Site", "If-Range", "Content-Type"),
]


class Question(NamedTuple):
    """One request."""

    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: str | None = None


def send(port: int, questions: Iterator[Question], senders: int = SENDERS) -> Counter:
    """Every question asked by a few senders; the answers by status."""
    told: Counter = Counter()
    lock, places = threading.Lock(), itertools.count()

    def run() -> None:
        link, asked = None, 0
        while True:
            with lock:
                question = next(questions, None)
                place = next(places)
            if question is None:
                break
            if link is None or asked % 50 == 0:
                source = f"127.{20 + place % 200}.{place // 200 % 250}.7"
                link = http.client.HTTPConnection(
                    "127.0.0.1", port, timeout=10, source_address=(source, 0)
                )
            asked += 1
            try:
                link.request(
                    question.method, question.path, question.body, question.headers
                )
                answer = link.getresponse()
                answer.read()
                status = str(answer.status)
            except (OSError, http.client.HTTPException) as error:
                link.close()
                link, status = None, type(error).__name__
            with lock:
                told[status] += 1
        if link:
            with contextlib.suppress(OSError):
                link.close()

    threads = [threading.Thread(target=run) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def odd_hosts(port: int, number: int = 12_000) -> Counter:
    """Made-up hosts for small and heavy files, made-up ports for pages."""

    def questions() -> Iterator[Question]:
        for place in range(number):
            if place % 3 == 0:
                where = {"Host": f"127.0.0.1:{1 + place % 65535}"}
                yield Question("/guide/creer-compte-ameli/", where)
                continue
            path = HEAVY if place % 300 == 1 else "/static/icon.svg"
            yield Question(path, {"Host": f"h{place}.example", "Accept-Encoding": "br"})

    return send(port, questions())


def header_values(port: int, number: int = 5_000) -> Counter:
    """Known headers with values that no browser sends."""
    drawn = random.Random(19)
    signs = string.printable.replace("\r", "").replace("\n", "").replace("\x0b", "")
    signs = signs.replace("\x0c", "") + ';=,.*/"q0123'

    def questions() -> Iterator[Question]:
        for place in range(number):
            value = ODD_VALUES[place % len(ODD_VALUES)]
            if place % 2:
                value = "".join(drawn.choices(signs, k=drawn.randint(0, 60)))
            name = NAMES[0] if place % 4 == 0 else drawn.choice(NAMES)
            path = drawn.choice(["/", "/static/icon.svg", "/recherche/?q=rib"])
            yield Question(path, {name: value.strip()})

    return send(port, questions())


def odd_searches(port: int, number: int = 24_000) -> Counter:
    """Searches that find nothing, no two alike."""
    drawn = random.Random(7)

    def questions() -> Iterator[Question]:
        for _ in range(number):
            words = "".join(drawn.choices(string.ascii_lowercase, k=12))
            yield Question(f"/recherche/?q={quote(words)}", {})

    return send(port, questions())


def feedback(port: int, number: int = 4_000) -> Counter:
    """Opinions without end."""

    def questions() -> Iterator[Question]:
        for place in range(number):
            body = f"page=payer-creance&utile=non&texte=mot{place}"
            yield Question("/avis/", FORM, "POST", body)

    return send(port, questions())


Attack = Callable[[int], Counter]
