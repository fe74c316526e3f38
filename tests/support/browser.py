"""One visitor's browser: pages opened, what they asked for, what it complained of."""

import re
import shutil
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSER_PATIENCE = 30_000  # ms that an element is waited for, on a busy machine
# an address of each kind of page
KINDS = [
    "/",
    "/rubriques/demarches/",
    "/rubriques/depannage/",
    "/guide/creer-compte-ameli/",
    "/guide/creer-compte-sans-carte-vitale/",
    "/guide/demander-complementaire-sante-solidaire/",
    "/guide/choisir-code-personnel/",
    "/guide/suivre-remboursements/",
    "/guide/tutoriels-video/",
    "/depannage/connexion-impossible/",
    "/contacts/",
    "/lexique/",
    "/plan-du-site/",
    "/accessibilite/",
    "/recherche/?q=carte+vitale",
    "/recherche/?q=horloge+parlante",
    "/nexiste-pas/",
]


def chromium_path() -> str | None:
    """Where the browser of this machine is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Visit:
    """Pages opened by one visitor; everything the browser complained of."""

    def __init__(self, browser, server, **options):
        self.server = server
        options = {"viewport": {"width": 1280, "height": 900}} | options
        self.context = browser.new_context(base_url=server.address, **options)
        self.context.set_default_timeout(BROWSER_PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address):
        self.page.goto(address)
        return self.page

    def axe(self, *rules: str) -> list[str]:
        """The violations axe finds on the page as it stands; of all rules, or these."""
        only = f"{{runOnly: {list(rules)}}}" if rules else ""
        # in the isolated world of the driver: the page's policy forbids it elsewhere
        found = self.page.evaluate(
            f"async () => {{ {AXE}; return (await axe.run({only})).violations.map("
            "v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(' | ')) }"
        )
        return list(found)


def pages_of_pdf(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
