"""What Lighthouse says of each kind of page, on a slow phone as it imagines one:
`python -m bench.quality.lighthouse [ROUNDS]`. Medians; 1 when a score is below 99.
Needs Chromium, Node and npm's `lighthouse`, which `make lighthouse` puts in `var/npm`.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.support.portal import ROOT, Portal

CLI = ROOT / "var" / "npm" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 99
KINDS = [
    *("/", "/rubriques/demarches/", "/guide/creer-compte-ameli/", "/contacts/"),
    *("/depannage/connexion-impossible/", "/lexique/", "/plan-du-site/"),
    *("/accessibilite/", "/code-personnel/", "/fichiers/", "/nouveautes/"),
    *("/recherche/?q=carte+vitale", "/imprimer/", "/rendez-vous/", "/hors-ligne/"),
    "/guide/creer-compte-ameli/?fait=rib",
    "/guide/inscrire-coordonnees-bancaires/verifier/",
    "/guide/changer-nom-usage/delais/quinze-jours/",
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    "/feuille-de-route/",
    "/feuille-de-route/?fiche=creer-compte-ameli&fiche=payer-creance",
]
FLAGS = (
    "--headless=new --no-sandbox --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


def scores(address: str) -> dict[str, float]:
    """The four scores of one visit, of 100."""
    words = ["node", str(CLI), address, "--output=json", "--quiet"]
    for _attempt in range(3):  # its browser does not always start
        done = subprocess.run(
            [*words, f"--chrome-flags={FLAGS}"], capture_output=True, text=True
        )
        if done.returncode == 0:
            break
    found = json.loads(done.stdout)["categories"]
    return {name: (found[name]["score"] or 0) * 100 for name in CATEGORIES}


def unlisted(address: str) -> bool:
    """Whether search engines are told to leave the page out: its score for them has no
    meaning then."""
    with urllib.request.urlopen(address) as page:
        return "noindex" in page.headers.get("X-Robots-Tag", "") + page.read().decode()


def main(rounds: int = 3) -> int:
    low = 0
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data")
        portal.prepare()
        server = portal.start(workers=2)
        for path in KINDS:
            visits = [scores(portal.base + path) for _ in range(rounds)]
            middle = {c: statistics.median(v[c] for v in visits) for c in CATEGORIES}
            left = {"seo"} if unlisted(portal.base + path) else set()
            low += min(middle[c] for c in CATEGORIES if c not in left) < LEAST
            told = "  ".join(f"{middle[c]:4.0f}" for c in CATEGORIES)
            print(f"{path:66} {told}", flush=True)
        server.kill()
    print(f"{len(KINDS)} pages, {low} sous {LEAST}")
    return 1 if low else 0


if __name__ == "__main__":
    if not (CLI.exists() and shutil.which("node")):
        sys.exit("Lighthouse est absent : lancer « make lighthouse » (Node, npm).")
    sys.exit(main(*map(int, sys.argv[1:])))
