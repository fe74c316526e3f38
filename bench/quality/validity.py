"""The HTML of every public page, judged by the validator of the W3C (vnu, Java):
`python -m bench.quality.validity vnu.jar`. The jar comes with npm's `vnu-jar`.

The attributes of htmx (`hx-…`) are the only ones outside the norm, and are left out."""

import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.support.portal import Portal, public_paths

TOOLS = [
    "/guide/inscrire-coordonnees-bancaires/verifier/",
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    "/feuille-de-route/?fiche=payer-creance",
    "/rendez-vous/?fiche=payer-creance",
    "/recherche/?q=rib",
    "/gestion/login/",
    "/imprimer/",
]
HTMX = re.compile(r"Attribute “hx-[\w-]+” not allowed")


def main(jar: str) -> int:
    with tempfile.TemporaryDirectory() as name:
        portal, pages = Portal(Path(name) / "data"), Path(name) / "pages"
        pages.mkdir()
        portal.prepare()
        server = portal.start()
        paths = public_paths(portal.base) + TOOLS
        for number, path in enumerate(paths):
            page = urllib.request.urlopen(portal.base + path).read()
            kept = re.sub(r"\W+", "_", path)[:60]
            (pages / f"{number}{kept}.html").write_bytes(page)
        server.kill()
        words = ["java", "-jar", jar, "--format", "gnu", str(pages)]
        told = subprocess.run(words, capture_output=True, text=True).stderr
    wrong = [line for line in told.splitlines() if not HTMX.search(line)]
    print(f"{len(paths)} pages, {len(wrong)} remarques", *wrong[:20], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
