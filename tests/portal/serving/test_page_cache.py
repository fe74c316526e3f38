"""Finished pages are kept: the same bytes as Django's, in every encoding, until the
next publication."""

import gzip
import io

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from guide_portal.serving.page_cache import PageCache, accepts

PAGE = "/guide/creer-compte-ameli/"


class Counting:
    """Django, counting the requests that reach it."""

    def __init__(self):
        self.application, self.asked = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.application(environ, start_response)


@pytest.fixture
def ask():
    """Asks the layer for a page: (status, headers, body)."""
    connections.close_all()  # what another test left open
    django = Counting()
    layer = PageCache(django)

    def call(path, method="GET", query="", body=b"", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": io.StringIO(),
        } | {"HTTP_" + name.upper(): value for name, value in headers.items()}
        told = []
        content = b"".join(
            layer(environ, lambda s, h, e=None: told.extend([s, dict(h)]))
        )
        return told[0], told[1], content

    call.django = django
    return call


def test_a_cached_page_is_what_django_answers_and_is_asked_once(ask, reader):
    plain = reader.get(PAGE).content
    for _ in range(3):
        status, headers, body = ask(PAGE)
        assert (status, body) == ("200 OK", plain)
        assert headers["Content-Length"] == str(len(plain))
    assert ask.django.asked == 1


def test_every_encoding_holds_the_same_text_and_has_its_own_mark(ask, reader):
    plain = reader.get(PAGE).content
    _, br, body = ask(PAGE, accept_encoding="gzip, br")
    assert br["Content-Encoding"] == "br" and brotli.decompress(body) == plain
    assert len(body) < len(plain) / 3
    _, gz, body = ask(PAGE, accept_encoding="gzip;q=0.5, br;q=0")
    assert gz["Content-Encoding"] == "gzip" and gzip.decompress(body) == plain
    _, none, _ = ask(PAGE)
    assert len({br["ETag"], gz["ETag"], none["ETag"]}) == 3
    assert "Accept-Encoding" in br["Vary"] and "HX-Request" in br["Vary"]


def test_an_unchanged_page_is_not_sent_again(ask):
    _, headers, _ = ask(PAGE, accept_encoding="br")
    status, again, body = ask(
        PAGE, accept_encoding="br", if_none_match=f'"x", {headers["ETag"]}'
    )
    assert (status, body) == ("304 Not Modified", b"")
    assert again["Cache-Control"] == headers["Cache-Control"]


def test_head_has_the_headers_without_the_body(ask):
    status, headers, body = ask(PAGE, method="HEAD")
    assert status == "200 OK" and body == b"" and int(headers["Content-Length"]) > 5000


@pytest.mark.parametrize(
    ("path", "method", "query", "headers"),
    [
        (PAGE, "GET", "fait=rib", {}),
        (PAGE, "GET", "", {"hx_request": "true"}),
        ("/code-personnel/", "POST", "", {}),
        ("/code-personnel/", "GET", "", {}),
        ("/nexiste-pas/", "GET", "", {}),
        ("/livez", "GET", "", {}),
        ("/depannage/", "GET", "", {}),
    ],
)
def test_a_page_that_is_not_the_same_for_all_is_never_cached(
    ask, path, method, query, headers
):
    for _ in range(2):
        before = ask.django.asked
        ask(path, method=method, query=query, **headers)
        assert ask.django.asked > before


def test_a_page_of_one_visitor_is_compressed_on_its_way(ask):
    _, headers, body = ask(PAGE, query="fait=rib", accept_encoding="gzip")
    assert headers["Content-Encoding"] == "gzip" and headers["ETag"].startswith("W/")
    assert b"1 sur 7" in gzip.decompress(body)
    assert headers["Content-Length"] == str(len(body))


def test_a_publication_empties_the_page_cache(ask, settings, tmp_path):
    _, _, before = ask("/guide/payer-creance/")
    text = settings.SNAPSHOT_FILE.read_text(encoding="utf-8")
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    settings.SNAPSHOT_FILE.write_text(
        text.replace("Payer une créance", "Payer une dette")
    )
    _, _, after = ask("/guide/payer-creance/")
    assert b"Payer une dette" in after and b"Payer une dette" not in before


@pytest.mark.parametrize(
    ("header", "takes"),
    [("br", True), ("gzip, deflate, br", True), ("br;q=0", False), ("", False),
     ("brx", False), ("gzip,br;q=0.1", True), ("xbr", False)],
)  # fmt: skip
def test_the_encodings_accepted_are_read_exactly(header, takes):
    assert accepts(header, "br") is takes
