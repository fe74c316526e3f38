"""Finished pages are kept: the same bytes as Django's, in every encoding, until the
next publication; bounded whatever is asked."""

import gzip
import random
import string
import time

import brotli
import pytest

from guide_portal.serving import negotiation, page_cache
from tests.support.serving.front import ask as ask_front
from tests.support.serving.front import asked, finished, front_over_django

pytestmark = pytest.mark.usefixtures("published")

PAGE = "/guide/creer-compte-ameli/"


def test_a_cached_page_is_what_django_answers_and_is_asked_once(front, ask, reader):
    plain = reader.get(PAGE).content
    for _ in range(3):
        told = ask(PAGE)
        assert (told.status, told.body) == (200, plain)
        assert told.headers["Content-Length"] == str(len(plain))
    assert front.django.asked == 1


def test_every_encoding_holds_the_same_text_and_has_its_own_mark(ask, reader):
    plain = reader.get(PAGE).content
    br = ask(PAGE, headers={"Accept-Encoding": "gzip, br"})
    assert br.headers["Content-Encoding"] == "br"
    assert brotli.decompress(br.body) == plain and len(br.body) < len(plain) / 3
    gz = ask(PAGE, headers={"Accept-Encoding": "gzip;q=0.5, br;q=0"})
    assert gz.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(gz.body) == plain
    none = ask(PAGE)
    assert len({told.headers["ETag"] for told in (br, gz, none)}) == 3
    assert "Content-Encoding" not in none.headers
    assert (
        "Accept-Encoding" in br.headers["Vary"] and "HX-Request" in br.headers["Vary"]
    )


@pytest.mark.parametrize("known", ['"x", {0}', "W/{0}", "{0}", "*"])
def test_an_unchanged_page_is_not_sent_again(ask, known):
    for accepted in ("br", "gzip", ""):
        first = ask(PAGE, headers={"Accept-Encoding": accepted})
        mark = known.format(first.headers["ETag"])
        again = ask(PAGE, headers={"Accept-Encoding": accepted, "If-None-Match": mark})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_head_has_the_headers_without_the_body(ask):
    told = ask(PAGE, method="HEAD")
    assert told.status == 200 and told.body == b""
    assert int(told.headers["Content-Length"]) > 5000


@pytest.mark.parametrize(
    ("path", "request_"),
    [
        (PAGE, {"query": "fait=rib"}),
        (PAGE, {"headers": {"HX-Request": "true"}}),
        ("/code-personnel/", {"method": "POST", "parts": [b"code=a"]}),
        ("/code-personnel/", {}),
        ("/nexiste-pas/", {}),
        ("/depannage/", {}),
    ],
)
def test_a_page_that_is_not_the_same_for_all_is_never_cached(
    front, ask, path, request_
):
    for _ in range(2):
        before = front.django.asked
        ask(path, **request_)
        assert front.django.asked == before + 1


def test_a_page_of_one_visitor_is_compressed_on_its_way(ask):
    told = ask(PAGE, query="fait=rib", headers={"Accept-Encoding": "gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    assert told.headers["ETag"].startswith("W/")
    assert b"1 sur 7" in gzip.decompress(told.body)
    assert told.headers["Content-Length"] == str(len(told.body))


def test_a_publication_is_read_at_once_by_readers_who_never_stop(
    ask, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(page_cache, "LOOK_EACH", 0.2)  # longer than between two asks
    before = ask("/guide/payer-creance/").body
    text = settings.SNAPSHOT_FILE.read_text(encoding="utf-8")
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    settings.SNAPSHOT_FILE.write_text(
        text.replace("Payer une créance", "Payer une dette")
    )
    published = time.monotonic()
    while (after := ask("/guide/payer-creance/").body) == before:
        assert time.monotonic() < published + 1
    assert b"Payer une dette" in after and b"Payer une dette" not in before


@pytest.mark.parametrize(
    ("header", "takes"),
    [("br", True), ("gzip, deflate, br", True), ("br;q=0", False), ("", False),
     ("brx", False), ("gzip,br;q=0.1", True), ("xbr", False), ("BR", True),
     ("*", True), ("*, br;q=0", False), ("br;q=.", False), ("br;q=1.2.3", False)],
)  # fmt: skip
def test_the_encodings_accepted_are_read_exactly(header, takes):
    assert (negotiation.best_encoding(header, ["br"]) == "br") is takes


def test_the_address_used_changes_no_page_when_the_site_knows_its_own(settings):
    settings.PUBLIC_ADDRESS = "https://guide.exemple.fr"
    settings.ALLOWED_HOSTS = ["*"]
    with front_over_django() as front:
        for page in (PAGE, "/", "/contacts/", "/sitemap.xml", "/feuille-de-route/"):
            hosts = [{"Host": f"h{n}:{n + 1}"} for n in range(5)]
            assert len({ask_front(front, page, headers=h).body for h in hosts}) == 1
        assert len(front.cache.pages) <= 5


def test_the_least_used_pages_leave_when_memory_is_full(front, ask, monkeypatch):
    ask(PAGE)
    monkeypatch.setattr(page_cache, "MAX_MEMORY", 3 * front.cache.bytes)
    for port in range(1, 30):
        ask(PAGE, headers={"Host": f"testserver:{port}"})
        ask(PAGE)  # used all the time
    assert front.cache.bytes <= page_cache.MAX_MEMORY
    before = front.django.asked
    assert ask(PAGE).status == 200
    assert front.django.asked == before


ODD = string.printable.translate(str.maketrans("", "", "\r\n\x0b\x0c")) + ";=,.*/q01"
NAMES = [
    *("Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "Cookie"),
    *("X-Forwarded-For", "X-Forwarded-Proto", "HX_Request", "Accept-Language"),
]


def odd_requests(number: int):
    """Made-up hosts, ports and header values, in equal parts."""
    drawn = random.Random(2026)
    for place in range(number):
        path = drawn.choice([PAGE, "/", "/contacts/"])
        if place % 2:
            value = "".join(drawn.choices(ODD, k=drawn.randint(0, 40))).strip()
            yield path, [(drawn.choice(NAMES), value)]
        elif place % 100:
            yield path, [("Host", f"h{place}.example:{place % 70000}")]
        else:
            yield path, [("Host", f"testserver:{place % 70000}")]


def test_a_hundred_thousand_odd_hosts_and_headers_fill_and_break_nothing(front):
    async def all_of_them() -> set[int]:
        found = set()
        for path, headers in odd_requests(100_000):
            found.add((await asked(front, path, headers=headers)).status)
        return found

    assert finished(all_of_them()) <= {200, 304, 400, 404}
    assert front.cache.bytes <= page_cache.MAX_MEMORY
    assert front.django.asked < 2500
