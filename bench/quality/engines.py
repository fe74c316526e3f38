"""Every public page and every state of every tool, judged by engines other than axe:
HTML_CodeSniffer and IBM Equal Access in Chromium, the W3C's validator (vnu) and
html-validate on the page as it then stands.
`python -m bench.quality.engines NPM [PART]`, where NPM is a folder of node modules; a
PART like 0/10 judges one page in ten."""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import OPTIONS, chromium_path
from tests.support.inclusion.htmx_tools import HTMX_TOOLS, HtmxTool, act
from tests.support.portal import Portal, public_paths

STATES = [
    "/guide/creer-compte-ameli/verifier/?numero=non",
    "/guide/inscrire-coordonnees-bancaires/verifier/?tentative=pas-encore&vitale=oui",
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=hier",
    "/feuille-de-route/?fiche=creer-compte-ameli&fiche=code-oublie",
    "/f/?abc",
    "/rendez-vous/?fiche=code-oublie",
    "/recu/?fiche=code-oublie",
    "/recherche/?q=carte+vitale",
    "/recherche/?q=horloge+parlante",
    "/nexiste-pas/",
]
SNIFF = """() => new Promise((done) => {
  HTMLCS.process('WCAG2AA', document, () => done(HTMLCS.getMessages()
    .filter((m) => m.type === HTMLCS.ERROR)
    .map((m) => m.code.split('.').slice(3).join('.') + ' '
      + m.element.outerHTML.slice(0, 90))));
})"""
IBM = """() => new ace.Checker().check(document, ['IBM_Accessibility']).then((told) =>
  told.results.filter((r) => r.value[0] === 'VIOLATION' && r.value[1] === 'FAIL')
    .map((r) => r.ruleId + ' ' + r.snippet.slice(0, 90)))"""
# what an engine says that is not so
UNTRUE = re.compile(
    # their label is with them in a <details> that is closed
    r"IBM: input_label_exists <(?:textarea|select)"
    # boxes of one name are in two groups, each named: what to bring, what to do
    r"|IBM: input_checkboxes_grouped <input (?:data-check|checked|value=\S+ name=.fait)"
)
HTMX = re.compile(r"Attribute “hx-[\w-]+” not allowed")


class Engines:
    """The engines that run inside the page."""

    def __init__(self, npm: Path) -> None:
        self.scripts = {
            "HTML_CodeSniffer": (npm / "html_codesniffer/build/HTMLCS.js", SNIFF),
            "IBM": (npm / "accessibility-checker-engine/ace.js", IBM),
        }

    def judge(self, page: Page) -> list[str]:
        found = []
        for name, (path, run) in self.scripts.items():
            source = path.read_text("utf-8")
            told = page.evaluate(f"() => {{ {source}\n; return ({run})() }}")
            found += [f"{name}: {one}" for one in told]
        return found


def validated(npm: Path, folder: Path) -> list[str]:
    """What the two validators say of the pages kept in a folder."""
    vnu = ["java", "-jar", str(npm / "vnu-jar/build/dist/vnu.jar"), "--format", "gnu"]
    told = subprocess.run([*vnu, str(folder)], capture_output=True, text=True).stderr
    found = [f"vnu: {line}" for line in told.splitlines() if not HTMX.search(line)]
    rules = Path(__file__).with_name("html_validate.json")
    words = ["node", str(npm / "html-validate/bin/html-validate.mjs"), "--config"]
    words += [
        str(rules),
        "--formatter",
        "json",
        *map(str, sorted(folder.glob("*.html"))),
    ]
    told = subprocess.run(words, capture_output=True, text=True)
    for page in json.loads(told.stdout or "[]"):
        name = Path(page["filePath"]).name
        found += [
            f"html-validate: {name} {m['ruleId']} {m['message'][:120]}"
            for m in page["messages"]
        ]
    return found + ([] if told.stdout else [f"html-validate: {told.stderr[:300]}"])


def main(npm: Path, part: str = "0/1") -> int:
    """Prints every remark, then how many of each kind."""
    turn, turns = map(int, part.split("/"))
    path = chromium_path()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        portal, kept = Portal(Path(name) / "data"), Path(name) / "pages"
        kept.mkdir()
        portal.prepare()
        server = portal.start()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        page = browser.new_page(base_url=portal.base)
        engines = Engines(npm)
        opened = [*public_paths(portal.base), *STATES, *HTMX_TOOLS][turn::turns]
        for number, one in enumerate(opened):
            act(page, one) if isinstance(one, HtmxTool) else page.goto(one)
            told = one.name if isinstance(one, HtmxTool) else one
            slug = re.sub(r"\W+", "_", told)[:60]
            (kept / f"{number}{slug}.html").write_text(page.content(), "utf-8")
            remarks = [r for r in engines.judge(page) if not UNTRUE.match(r)]
            found += [f"{told} {remark}" for remark in remarks]
        browser.close()
        server.kill()
        found += validated(npm, kept)
    print(*found, sep="\n")
    kinds = Counter(re.search(r"([\w-]+: \S+)", remark)[1] for remark in found)
    print(
        f"{len(opened)} pages and states, {len(found)} remarks",
        *kinds.items(),
        sep="\n",
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
