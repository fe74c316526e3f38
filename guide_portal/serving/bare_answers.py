"""Answers that ask nothing of the layers below, in French, with the headers of every
other."""

from django.conf import settings

from guide_portal.serving.security_headers import SECURITY_HEADERS
from guide_portal.serving.variants import WholeResponse

PAGES = {400: "400.html", 500: "500.html"}
SENTENCES = {
    408: "Votre envoi n'est pas arrivé à temps : revenez en arrière et recommencez.",
    411: "Votre envoi ne dit pas sa longueur : rien n'en a été gardé.",
    413: "Le texte ou le fichier envoyé est trop long : rien n'en a été gardé.",
    414: "Cette adresse est trop longue : reprenez le lien depuis la page d'accueil.",
    503: "Beaucoup de demandes arrivent en même temps : réessayez dans un instant.",
}


def _bare(status: int) -> WholeResponse:
    if status in PAGES:
        folder = settings.BASE_DIR / "templates" / "errors"
        return _answer(status, (folder / PAGES[status]).read_bytes(), "text/html")
    return _answer(status, (SENTENCES[status] + "\n").encode(), "text/plain")


def _answer(status: int, body: bytes, kind: str) -> WholeResponse:
    headers = [
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *SECURITY_HEADERS,
    ]
    if status in (408, 411, 413):
        headers.append(("Connection", "close"))
    return WholeResponse(status, headers, body)


ALIVE = _answer(200, b"ok\n", "text/plain")
# read once: a disk that fails later does not take them away
_ANSWERS = {status: _bare(status) for status in (*PAGES, *SENTENCES)}


def bare(status: int) -> WholeResponse:
    """The answer of this status, always the same."""
    return _ANSWERS[status]
