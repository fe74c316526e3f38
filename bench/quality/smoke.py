"""What a site in service must answer, whoever runs it and wherever it is: `python -m
bench.quality.smoke https://guide.exemple.fr`. Reads only, and gives nothing of a
person; 1 when something is wrong."""

import json
import sys
import time
import urllib.error
import urllib.request

from tests.support.portal import public_paths

PAGES = [
    "/",
    "/guide/creer-compte-ameli/",
    "/contacts/",
    "/lexique/",
    "/code-personnel/",
]
HEADERS = {
    "content-security-policy": "default-src 'none'",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


class Answer:
    """One answer, whatever its status."""

    def __init__(self, base: str, path: str, data: bytes | None = None) -> None:
        try:
            reply = urllib.request.urlopen(base + path, data, timeout=15)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            self.status, self.text = (
                reply.status,
                reply.read().decode("utf-8", "replace"),
            )
            self.headers = {n.lower(): v for n, v in reply.headers.items()}


def checks(base: str):
    """(what is looked at, whether it holds), one by one."""
    for path in PAGES:
        page = Answer(base, path)
        yield f"{path} : 200", page.status == 200
        yield f"{path} : aucun cookie", "set-cookie" not in page.headers
        for name, value in HEADERS.items():
            yield f"{path} : {name}", value in page.headers.get(name, "")
    missing = Answer(base, "/cette-page-n-existe-pas/")
    yield (
        "une page inconnue : 404 en français",
        (missing.status == 404 and 'lang="fr"' in missing.text),
    )
    found = json.loads(Answer(base, "/recherche.json?q=code+perdu").text)
    yield "la recherche trouve", bool(found)
    verdict = Answer(base, "/code-personnel/", b"code=Aaaaaaa75!")
    yield "le vérificateur de code répond", verdict.status == 200
    yield (
        "le vérificateur ne garde rien",
        "no-store" in verdict.headers["cache-control"],
    )
    yield "la rédaction est fermée", "username" in Answer(base, "/gestion/").text
    for _ in range(30):  # a process looks at the database once a second
        ready = json.loads(Answer(base, "/readyz").text)
        if ready["database"] == "ok":
            break
        time.sleep(0.1)
    yield f"/readyz : base {ready['database']}", ready["database"] == "ok"
    paths = public_paths(base)
    wrong = [path for path in paths if Answer(base, path).status != 200]
    yield (
        f"plan du site : {len(paths)} pages, {wrong[:3]} en défaut",
        not wrong and paths,
    )


def main(base: str) -> int:
    failed = 0
    for words, holds in checks(base.rstrip("/")):
        failed += not holds
        if not holds:
            print(f"NON {words}")
    print(f"{base} : {failed} défaut(s)")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Donner l'adresse du site : make smoke ADDRESS=https://…")
    sys.exit(main(sys.argv[1]))
