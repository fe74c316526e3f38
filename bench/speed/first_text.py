"""The first text on a slow phone network, ours and MkDocs Material's over the same
text, in one run: `python -m bench.speed.first_text [ROUNDS]`. Ratios of medians of the
first contentful paint; 1 when one is above the goal.

Both are files behind one nginx that compresses, asked by a browser that has nothing
yet. Needs nginx, Chromium, and MkDocs Material: `make peers`."""

import html
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from bench.peers.servers import PAGE, Peer, copies, files
from tests.support.browser import OPTIONS, chromium_path
from tests.support.portal import ROOT, Portal, free_port, public_paths
from tests.support.serving.network import nginx

MKDOCS = ROOT / "var" / "peers" / "bin" / "mkdocs"
MOST = 0.45
# the text of a page, as a writer of Markdown would have it
TEXT = """() => [...document.querySelectorAll(
  'main h1, main h2, main h3, main p, main li, main dt, main dd')]
  .filter((e) => !e.querySelector('p, li') && e.innerText.trim())
  .map((e) => [e.tagName, e.innerText.trim().replace(/\\s+/g, ' ')])"""
MARKS = {"H1": "# ", "H2": "## ", "H3": "### ", "LI": "- "}
CONFIGURATION = """site_name: Guide du compte ameli
docs_dir: {folder}/text
site_dir: {folder}/site
plugins: [search]
theme: {{name: material, language: fr, font: false}}
"""
FIRST_TEXT = """() => new Promise((told) => new PerformanceObserver((list) =>
  told(list.getEntriesByName('first-contentful-paint')[0].startTime)
  ).observe({type: 'paint', buffered: true}))"""


class Network(NamedTuple):
    """What a phone has: bytes a second, milliseconds before the first of an answer."""

    name: str
    throughput: float
    latency: float


NETWORKS = [
    Network("50 kB/s, 2 s", 50_000, 2000),
    Network("6.25 kB/s, 0.4 s", 6250, 400),
]


def written(browser: Browser, portal: Portal, folder: Path) -> None:
    """The text of every fiche in Markdown, and the site that MkDocs makes of it."""
    page = browser.new_page(base_url=portal.base)
    for path in public_paths(portal.base):
        if not path.startswith(("/guide/", "/depannage/")):
            continue
        page.goto(path)
        lines = [MARKS.get(tag, "") + html.escape(s) for tag, s in page.evaluate(TEXT)]
        file = folder / "text" / f"{path.strip('/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(lines), "utf-8")
    page.close()
    (folder / "text" / "index.md").write_text("# Guide du compte ameli\n", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(folder=folder), "utf-8")
    words = [str(MKDOCS), "build", "--quiet", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(words, check=True)


def first_texts(browser: Browser, address: str, rounds: int) -> Iterator[list[float]]:
    """Milliseconds before the first text, by network, each visit a newcomer's."""
    for network in NETWORKS:
        found = []
        for _ in range(rounds):
            visitor = browser.new_context(viewport={"width": 375, "height": 667})
            page = visitor.new_page()
            wire = visitor.new_cdp_session(page)
            wire.send("Network.enable")
            conditions = {
                "offline": False,
                "latency": network.latency,
                "downloadThroughput": network.throughput,
                "uploadThroughput": network.throughput,
            }
            wire.send("Network.emulateNetworkConditions", conditions)
            page.goto(address, wait_until="commit", timeout=60_000)
            found.append(page.evaluate(FIRST_TEXT))
            visitor.close()
        yield found


def theirs(folder: Path) -> Peer:
    """MkDocs Material's site, as nginx serves files of its own."""
    (folder / "mk").mkdir()
    port = free_port()
    http = (
        "include /etc/nginx/mime.types; gzip on; gzip_min_length 200;"
        "gzip_types text/css application/javascript application/json;"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/site; }}\n"
    )
    return Peer(nginx(folder / "mk", http), port, [PAGE])


def compare(browser: Browser, peers: list[Peer], rounds: int) -> int:
    """Prints a line for each network; how many ratios are too high."""
    high = 0
    addresses = [f"http://127.0.0.1:{peer.port}{PAGE}" for peer in peers]
    found = [first_texts(browser, address, rounds) for address in addresses]
    for network, times in zip(NETWORKS, zip(*found, strict=True), strict=True):
        mine, other = map(statistics.median, times)
        high += mine / other > MOST
        print(f"{network.name:18} {mine:6.0f} / {other:6.0f} ms  {mine / other:.2f}")
    return high


def main(rounds: int = 5) -> int:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        folder.chmod(0o755)
        portal = Portal(folder / "data")
        portal.prepare()
        server = portal.start()
        path = chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        written(browser, portal, folder)
        peers = [files(folder, copies(portal, folder), 1, None), theirs(folder)]
        try:
            return 1 if compare(browser, peers, rounds) else 0
        finally:
            browser.close()
            for process in (*(peer.process for peer in peers), server):
                process.kill()


if __name__ == "__main__":
    if not MKDOCS.exists():
        print("no MkDocs Material to compare with: make peers")
        sys.exit(0)
    sys.exit(main(*map(int, sys.argv[1:])))
