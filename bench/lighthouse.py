"""What Lighthouse says of each kind of page, on a slow phone as it imagines one:
`python -m bench.lighthouse [ROUNDS]`. Medians; 1 when a score is below 99. Needs
Chromium, Node and npm's `lighthouse`, which `make lighthouse` puts in `var/npm`."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.portal import ROOT, Portal

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
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    "/feuille-de-route/?fiche=creer-compte-ameli&fiche=payer-creance",
]
# pages that search engines are told to leave out: the score of that has no meaning
UNLISTED = ("/recherche/", "?fait=", "?depuis=", "/feuille-de-route/", "/rendez-vous/")
FLAGS = (
    "--headless=new --no-sandbox --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


def scores(address: str) -> dict[str, float]:
    """The four scores of one visit, of 100."""
    words = ["node", str(CLI), address, "--output=json", "--quiet"]
    done = subprocess.run(
        [*words, f"--chrome-flags={FLAGS}"], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)["categories"]
    return {name: (found[name]["score"] or 0) * 100 for name in CATEGORIES}


def main(rounds: int = 3) -> int:
    low = 0
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data")
        portal.prepare()
        server = portal.start(workers=2)
        for path in KINDS:
            visits = [scores(portal.base + path) for _ in range(rounds)]
            middle = {c: statistics.median(v[c] for v in visits) for c in CATEGORIES}
            judged = [
                score
                for category, score in middle.items()
                if category != "seo" or not any(part in path for part in UNLISTED)
            ]
            low += min(judged) < LEAST
            told = "  ".join(f"{middle[c]:4.0f}" for c in CATEGORIES)
            print(f"{path:66} {told}", flush=True)
        server.kill()
    print(f"{len(KINDS)} pages, {low} sous {LEAST}")
    return 1 if low else 0


if __name__ == "__main__":
    if not (CLI.exists() and shutil.which("node")):
        sys.exit("Lighthouse est absent : lancer « make lighthouse » (Node, npm).")
    sys.exit(main(*map(int, sys.argv[1:])))
