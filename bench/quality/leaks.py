"""Two hundred codes, typed, pasted, sent by Enter and by the button, with every subset
of the page's scripts lost: what left, heard on the wire.
`python -m bench.quality.leaks [CODES [SUBSETS]]`; 1 when a letter left."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browser import OPTIONS
from tests.support.inclusion.leaks import (
    SECRETS,
    WAYS,
    CodePage,
    drawn_secrets,
    subsets,
)
from tests.support.inclusion.wire import WireTap
from tests.support.portal import Portal


def attempts(browser, tap: WireTap, secrets: list[str], lost: frozenset[str]):
    """What was wrong with every code in every way."""
    page = CodePage(browser, tap, lost)
    for way in WAYS:
        yield from page.attempt(secrets, way)
    page.close()


def main(codes: int = 200, losses: int = 32) -> int:
    """Prints a line for each subset of scripts."""
    secrets = (SECRETS + drawn_secrets(codes))[:codes]
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    wrong, done, start = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        portal = Portal(Path(name) / "data")
        portal.prepare()
        server = portal.start()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        tap = WireTap(portal.base)
        tap.stays = True  # the answer itself is tested elsewhere
        for lost in subsets()[:losses]:
            faults = list(attempts(browser, tap, secrets, lost))
            tries = len(secrets) * len(WAYS)
            done, wrong = done + tries, wrong + len(faults)
            told = "+".join(sorted(lost)) or "none"
            print(f"lost {told}: {tries} tries", *faults[:3], flush=True)
        browser.close()
        server.kill()
    print(f"{done} tries, {wrong} wrong, {time.monotonic() - start:.0f} s")
    return 1 if wrong or not done else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
