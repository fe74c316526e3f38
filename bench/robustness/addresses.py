"""Random and mutated addresses of the feuille de route: every one must be answered, in
French, without an error. `python -m bench.robustness.addresses 100000`."""

import os
import random
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from content.snapshot import store  # noqa: E402
from guide_portal.roadmap.short_link import encode  # noqa: E402
from guide_portal.roadmap.state import (  # noqa: E402
    SHEET_PARTS,
    Roadmap,
    roadmap_query,
)

SIGNS = "abzAZ059-_.~%=&?/#é \x00²'\"<>"


def addresses(random_: random.Random):
    """An endless mix: good ones, good ones spoiled, and noise."""
    snapshot = store.current_snapshot()
    slugs = [*snapshot.pages, *snapshot.aliases, "creation", "inconnue"]
    while True:
        fiches = tuple(random_.sample(slugs, random_.randint(0, 13)))
        done = {(s, k) for s in fiches for k in snapshot.keys.get(s, [])[::3]}
        blocks = tuple(b for b in SHEET_PARTS if random_.random() < 0.3)
        found = Roadmap(fiches, blocks, frozenset(done), random_.randint(0, 999))
        short = f"/f/?{encode(found, snapshot.numbers, snapshot.keys)}"
        text = random_.choice(
            [
                *(short, f"/feuille-de-route/?{roadmap_query(found, dated=True)}"),
                f"/rendez-vous/?{roadmap_query(found)}&ecran={random_.randint(-3, 40)}",
                short.replace("/f/", "/f/qr.svg"),
            ]
        )
        for _ in range(random_.choice([0, 0, 1, 3])):
            at = random_.randrange(6, len(text) + 1)
            cut = random_.choice([0, 1, 5])
            text = text[:at] + random_.choice(SIGNS) + text[at + cut :]
        yield text


def main(wanted: int) -> int:
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    faults, slowest, seed = [], 0.0, random.randrange(10**6)
    random_ = random.Random(seed)
    for _, address in zip(range(wanted), addresses(random_), strict=False):
        begun = time.perf_counter()
        # each from another visitor: who asks too much waits, and nothing is seen
        visitor = f"10.{random_.getrandbits(8)}.{random_.getrandbits(8)}.1"
        answer = client.get(address, REMOTE_ADDR=visitor)
        slowest = max(slowest, time.perf_counter() - begun)
        text = answer.content.decode("utf-8", "replace")
        french = 'lang="fr"' in text or "<svg" in text or answer.status_code < 400
        if answer.status_code >= 500 or not french:
            faults.append((answer.status_code, address))
    print(f"{wanted} adresses (graine {seed}) : {len(faults)} erreurs,", end=" ")
    print(f"la plus lente {slowest * 1000:.0f} ms")
    for status, address in faults[:10]:
        print(status, address)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
