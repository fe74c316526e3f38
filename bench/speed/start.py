"""What a process costs before its first page, to `django.setup()` alone, in one run:
`python -m bench.speed.start [ROUNDS]`. Processor time, medians of interleaved rounds.
"""

import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.support.portal import ROOT, Portal, children_cpu

SETTINGS = "guide_portal.settings"
NOTHING = "pass"
SETUP = "import django; django.setup()"
PAGE = """
import asyncio
from guide_portal.rsgi import application
from tests.support.serving.front import asked
page = "/guide/creer-compte-ameli/"
told = asyncio.run(asked(application, page, headers={"Host": "localhost"}))
assert told.status == 200 and b"</html>" in told.body
"""


def taken(portal: Portal, code: str) -> float:
    environment = portal.environment | {"DJANGO_SETTINGS_MODULE": SETTINGS}
    # as on a machine that keeps what it compiled
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [sys.executable, "-c", code]
    run = partial(subprocess.run, words, cwd=ROOT, env=environment, check=True)
    return children_cpu(run)


def main(rounds: int = 9) -> None:
    codes = {"python": NOTHING, "django.setup()": SETUP, "first page": PAGE}
    found: dict[str, list[float]] = {name: [] for name in codes}
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data")
        portal.prepare()
        for _ in range(rounds):
            for name, code in codes.items():
                found[name].append(taken(portal, code))
    middle = {name: statistics.median(times) for name, times in found.items()}
    for name, seconds in middle.items():
        ratio = seconds / middle["django.setup()"]
        print(f"{name:16} {seconds * 1000:7.0f} ms CPU  ratio {ratio:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
