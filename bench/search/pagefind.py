"""Pagefind, to compare with: its index made by node, asked in Chromium."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
from typing import Any

from playwright.sync_api import sync_playwright

from bench.search.engines import MODULES, TOP

BUILD = """
    import(process.env.PAGEFIND).then(async (pagefind) => {
      const { index } = await pagefind.createIndex({});
      for (const page of JSON.parse(require("fs").readFileSync(0)))
        await index.addCustomRecord({ language: "fr", url: page.slug,
          content: page.content, meta: { title: page.title } });
      await index.writeFiles({ outputPath: process.argv[1] });
      await pagefind.close();
    });
"""
ASK = """async ([queries, top]) => {
    const pagefind = await import("/pagefind.js");
    await pagefind.options({ baseUrl: "/" });
    const found = [];
    for (const query of queries) {
      const { results } = await pagefind.search(query);
      const pages = await Promise.all(results.slice(0, top).map((r) => r.data()));
      found.push(pages.map((page) => page.url.replaceAll("/", "")));
    }
    return found;
}"""


def pagefind(documents: list[Any], queries: list[str]) -> dict[str, list[str]] | str:
    """The slugs of each query, best first; or why it was not measured."""
    module = MODULES / "pagefind" / "lib" / "index.js"
    chromium = shutil.which("chromium")
    if not module.exists() or not chromium:
        return "npm's pagefind, or Chromium, is not installed"
    pages = [
        {
            "slug": d.slug,
            "title": d.title,
            "content": f"{d.title}. {'. '.join(d.keywords)}. {d.body}",
        }
        for d in documents
    ]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["node", "-e", BUILD, folder],
            input=json.dumps(pages),
            text=True,
            check=True,
            env=os.environ | {"PAGEFIND": str(module)},
        )
        return dict(zip(queries, _ask(folder, queries, chromium), strict=True))


def _ask(folder: str, queries: list[str], chromium: str) -> list[list[str]]:
    """What the browser finds in an index served from a folder."""
    handler = functools.partial(_Silent, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox"]
            )
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/pagefind-entry.json")
            return page.evaluate(ASK, [queries, TOP])
    finally:
        server.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing is said of each file."""
