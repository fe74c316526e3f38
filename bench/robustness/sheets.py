"""A feuille de route in rough hands: walks over its controls (no tick lost), short
links mangled at random (a whole payload opens its list, no other opens a wrong one).
`python -m bench.robustness.sheets 10000 100000`; both go on where they were stopped."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
django.setup()

from django.test import Client  # noqa: E402

from bench.robustness.resumable import loop  # noqa: E402
from content.snapshot import store  # noqa: E402
from procedures.tools import requests  # noqa: E402
from tests.support.sheets import lost_on_a_walk, misread  # noqa: E402

STEPS = 6


def main(walks: int, links: int) -> int:
    """Prints each fault; 1 when there was any."""
    requests.tool_requests.size = requests.tool_requests.rate = 10**9
    client = Client(headers={"host": "localhost"})
    snapshot = store.current_snapshot()
    names = {number: slug for slug, number in snapshot.numbers.items()}

    def walk(seed: int) -> str:
        return lost_on_a_walk(client, seed, STEPS)

    def link(seed: int) -> str:
        return misread(snapshot, names, seed)

    lost = loop("sheet-links", links, link, "liens abîmés")
    return lost | loop("sheet-walks", walks, walk, "promenades")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*(given or [10_000, 100_000])))
