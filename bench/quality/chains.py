"""Every combination of answers of every chain of tables, by its public address: one
answer, never « ok » beside « bloque ». `python -m bench.quality.chains`, against the
guide that this machine serves (`make run` once before); 1 when something is wrong."""

import os
import sys
from collections import Counter
from itertools import chain, product

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
django.setup()

from django.test import Client  # noqa: E402

from content.snapshot import store  # noqa: E402
from procedures.page_links import check_address  # noqa: E402
from procedures.rules.eligibility import combinations  # noqa: E402
from procedures.tools import requests  # noqa: E402
from tests.support.tables import spoken  # noqa: E402


def judge_page(client: Client, entry) -> tuple[Counter[str], list[dict[str, str]]]:
    """How many combinations of a page give each verdict; those with two, or none."""
    found, wrong = Counter(), []
    every = product(*(combinations(check) for check in entry.record["checks"]))
    for parts in every:
        answers = dict(chain.from_iterable(part.items() for part in parts))
        said = spoken(client.post(check_address(entry), answers).content.decode())
        if len(said) == 1:
            found[said[0][0]] += 1
        else:
            wrong.append(answers)
    return found, wrong


def main() -> int:
    """Prints a line a page."""
    requests.tool_requests.size = requests.tool_requests.rate = 10**9
    client, total, faults = Client(headers={"host": "localhost"}), 0, 0
    for entry in store.current_snapshot().pages.values():
        if not entry.record.get("checks"):
            continue
        found, wrong = judge_page(client, entry)
        total, faults = total + sum(found.values()) + len(wrong), faults + len(wrong)
        print(f"{entry.slug}: {dict(found)}" + (f" WRONG {wrong[:3]}" if wrong else ""))
    print(f"{total} combinations, {faults} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
