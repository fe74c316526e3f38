"""An answer whole, and a page in every encoding: what is compressed, negotiated, and
said unchanged."""

import gzip
import re
from typing import Any, NamedTuple

from guide_portal.serving.negotiation import IDENTITY, best_encoding, is_known_version

SMALLEST = 800  # bytes: less is not worth compressing
COMPRESSIBLE = re.compile(
    r"text/|application/(?:json|ld\+json|xml|opensearch)|image/svg"
)
FAST = 4  # gzip's level for one visitor

Environ = dict[str, Any]
BODY_HEADERS = {"content-type", "content-length", "content-encoding"}  # in a 304
Headers = list[tuple[str, str]]


class WholeResponse(NamedTuple):
    """What Django answered, whole."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return next((v for n, v in self.headers if n.lower() == name), "")


class Variant(NamedTuple):
    """A page in one encoding, ready to leave; `unchanged` are the headers of a 304."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


Encodings = dict[str, Variant]


def is_public(answer: WholeResponse) -> bool:
    """Whether everyone may be given this answer."""
    public = "public" in answer.header("cache-control")
    return public and answer.status == 200 and not answer.header("set-cookie")


def is_worth(answer: WholeResponse) -> bool:
    """Whether compressing it saves something."""
    return len(answer.body) >= SMALLEST and bool(
        COMPRESSIBLE.match(answer.header("content-type"))
    )


def negotiated(page: Encodings, accepted: str, known: str) -> WholeResponse:
    """A kept page for whoever accepts these encodings and knows these marks."""
    name = best_encoding(accepted, page)
    one = page.get(name)
    if one is None:  # plain text is asked seldom: not kept beside its gzip
        packed = page["gzip"]
        body = gzip.decompress(packed.body)
        etag = packed.etag.replace("gzip", IDENTITY)
        other = {"ETag": f'"{etag}"', "Content-Length": str(len(body))}
        headers = [
            (n, other.get(n, v)) for n, v in packed.headers if n != "Content-Encoding"
        ]
        one = Variant(etag, headers, without_body(headers), body)
    if known and is_known_version(known, one.etag):
        return WholeResponse(304, one.unchanged, b"")
    return WholeResponse(200, one.headers, one.body)


def variant(answer: WholeResponse, encoding: str, digest: str, body: bytes) -> Variant:
    replaced = ("etag", "content-length")
    headers = [h for h in varying(answer.headers) if h[0].lower() not in replaced]
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    etag = f"{digest}-{encoding}"
    headers += [("ETag", f'"{etag}"'), ("Content-Length", str(len(body)))]
    return Variant(etag, headers, without_body(headers), body)


def without_body(headers: Headers) -> Headers:
    return [h for h in headers if h[0].lower() not in BODY_HEADERS]


def compressed(answer: WholeResponse, environ: Environ) -> WholeResponse:
    """One visitor's answer, in gzip when they take it."""
    headers = [h for h in answer.headers if h[0].lower() != "content-length"]
    body = answer.body
    if is_worth(answer) and not answer.header("content-encoding"):
        headers = varying(headers)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        if best_encoding(accepted, ["gzip"]) == "gzip":
            body = gzip.compress(body, FAST)
            # the same text in other bytes: its mark is no longer exact
            headers = [
                (n, "W/" + v if n == "ETag" and v[:2] != "W/" else v)
                for n, v in headers
            ] + [("Content-Encoding", "gzip")]
    if answer.status not in (304, 204):
        headers.append(("Content-Length", str(len(body))))
    return WholeResponse(answer.status, headers, body)


def varying(headers: Headers) -> Headers:
    """The headers, saying that the answer depends on the encodings accepted."""
    others = [value for name, value in headers if name.lower() == "vary"]
    kept = [h for h in headers if h[0].lower() != "vary"]
    if any("accept-encoding" in value.lower() for value in others):
        return [*kept, ("Vary", ", ".join(others))]
    return [*kept, ("Vary", ", ".join([*others, "Accept-Encoding"]))]
