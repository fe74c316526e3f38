"""Two hundred codes, typed, pasted, sent by Enter and by the button, with every subset
of the page's scripts lost: what left, heard on the wire.
`python -m bench.quality.leaks [CODES [AT_ONCE]]`; 1 when a letter left."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browser import OPTIONS, chromium_path
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


def main(codes: int = 200, at_once: int = 20) -> int:
    """Prints a line for each batch of codes, tried with every subset of scripts."""
    secrets = (SECRETS + drawn_secrets(codes))[:codes]
    path = chromium_path()
    wrong, done, start = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        portal = Portal(Path(name) / "data")
        portal.prepare()
        server = portal.start()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        tap = WireTap(portal.base)
        tap.stays = True  # the answer itself is tested elsewhere
        for first in range(0, codes, at_once):
            batch = secrets[first : first + at_once]
            for lost in subsets():
                faults = list(attempts(browser, tap, batch, lost))
                done, wrong = done + len(batch) * len(WAYS), wrong + len(faults)
                if faults:
                    print("+".join(sorted(lost)) or "none", *faults[:3])
            seconds = time.monotonic() - start
            print(f"{done} tries, {wrong} wrong, {seconds:.0f} s", flush=True)
        browser.close()
        server.kill()
    return 1 if wrong or not done else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
