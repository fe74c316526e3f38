"""Security headers, a WSGI layer around static files and Django: every answer, errors
included, leaves with the same security headers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from guide_portal.serving.static_storage import first_styles_source

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; "
    f"style-src 'self' {first_styles_source()}; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
)

# of a style, a script, a picture: no document, it has nothing to allow
FILE_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    # no-referrer would make our own form posts look foreign
    ("Referrer-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "clipboard-write=(self), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)",
    ),
]
# of what a document may do, and with whom
OF_DOCUMENTS = {"Permissions-Policy"}
OF_DOCUMENTS |= {"Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy"}
OF_FILES = [
    (name, FILE_POLICY if name == "Content-Security-Policy" else value)
    for name, value in SECURITY_HEADERS
    if name not in OF_DOCUMENTS
]
EMBED = "Guide-Embed"  # never leaves: the sites that may frame this answer
ANY_ORIGIN = "Access-Control-Allow-Origin"
# of what any origin may read
CROSS_ORIGIN = {"Cross-Origin-Resource-Policy": "cross-origin"}
NAMES = {EMBED.lower()} | {name.lower() for name, _ in SECURITY_HEADERS}


def framed_by(sites: str) -> list[tuple[str, str]]:
    """The same headers for the card, that these sites alone may frame."""
    policy = CONTENT_SECURITY_POLICY.replace("ancestors 'none'", f"ancestors {sites}")
    others = {
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return [(name, others.get(name, value)) for name, value in SECURITY_HEADERS]


class SecurityHeaders:
    """A WSGI application that sets the headers on what another one answers."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            kept = [pair for pair in headers if pair[0].lower() not in NAMES]
            given = dict(headers)
            sites = given.get(EMBED)
            ours = framed_by(sites) if sites else SECURITY_HEADERS
            page = given.get("Content-Type", "").startswith("text/html")
            if environ["PATH_INFO"].startswith(settings.STATIC_URL) and not page:
                ours = OF_FILES
            if given.get(ANY_ORIGIN) == "*":
                ours = [(name, CROSS_ORIGIN.get(name, value)) for name, value in ours]
            return start_response(status, kept + ours, *exc_info)

        return self.application(environ, start)
