"""`make attack`: one hostile machine against the server of `make run`, on loopback.

Each attack runs in a process of its own while readers come on new connections. Held:
readers' p99 at most a second, none lost, no 5xx for anybody, memory that does not grow
by more than 60 MB, and everything as before within five seconds after. Words choose
among the attacks: `python -m bench.attack slow_bodies_2 odd_hosts`. With `--planted`
each meets the fault it was written against, and must see it."""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.attack import aftermath, connections, desk, planted, requests
from bench.attack.newcomers import Look, Newcomers
from tests.support.portal import Portal

CALM = 5.0  # seconds
WORST, GROWTH = 1.0, 60.0  # seconds, MB
ATTACKS: dict[str, Callable[[int], Counter]] = {
    **{
        f"slow_bodies_{n}": partial(connections.slow_bodies, number=n)
        for n in (2, 16, 64, 256)
    },
    "slow_headers": connections.slow_headers,
    "slow_readers": connections.slow_readers,
    "login_storm": desk.login_storm,
    "header_values": requests.header_values,
    "odd_hosts": requests.odd_hosts,
    "odd_searches": requests.odd_searches,
    "feedback": requests.feedback,
    "bombs": desk.bomb,
}


def attacked(attack: Callable[[int], Counter], port: int) -> Counter:
    """What the attacker was answered; it runs apart, so that it slows no reader but
    through the server."""
    ours, theirs = multiprocessing.Pipe()

    def run() -> None:
        theirs.send(attack(port))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    told = ours.recv()
    process.join()
    return told


def faults(
    before: Look, under: Look, after: Look, told: Counter, grown: float, left: str
) -> str:
    """What did not hold, in a few words; nothing when all did."""
    ours = {s: n for s, n in told.items() if s.startswith("5") or s == "lourd"}
    found = [
        f"{under.lost} perdus" if under.lost else "",
        f"p99 {under.p99:.1f} s" if under.p99 > WORST else "",
        f"à l'attaquant {ours}" if ours else "",
        f"{grown:+.0f} Mo" if grown > GROWTH else "",
        f"après : {after.lost} perdus" if after.lost else "",
        "après : pas revenu" if after.p50 > max(0.05, 3 * before.p50) else "",
        left,
    ]
    return ", ".join(word for word in found if word)


def run(name: str, with_fault: bool = False) -> bool:
    """One attack on a fresh server, perhaps with its fault; whether everything held."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder) / "data")
        portal.prepare("e0")
        words = planted.plant(portal, name) if with_fault else ()
        server = portal.start(2, None, *words)
        readers = Newcomers(portal.port)
        try:
            time.sleep(2)
            before, memory = readers.look(), server.memory
            told = attacked(ATTACKS[name], portal.port)
            under, grown = readers.look(), server.memory - memory
            time.sleep(CALM)
            readers.look()
            time.sleep(2)
            after = readers.look()
            left = aftermath.LEFT.get(name, aftermath.nothing)(portal.port)
        finally:
            readers.stop()
            server.kill()
    wrong = faults(before, under, after, told, grown, left)
    print(
        f"{'FAUTE' if wrong else 'tenu '} {name:16} p50 {before.p50 * 1000:.0f} → "
        f"{under.p50 * 1000:.0f} → {after.p50 * 1000:.0f} ms, p99 "
        f"{under.p99 * 1000:.0f} ms, {under.lost} perdus sur {under.visits}, "
        f"{grown:+.0f} Mo, à l'attaquant {dict(told)}{' : ' + wrong if wrong else ''}",
        flush=True,
    )
    return not wrong


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("attacks", nargs="*", default=[*ATTACKS], metavar="ATTACK")
    asked.add_argument("--planted", action="store_true")
    given = asked.parse_args()
    held = [run(name, given.planted) for name in given.attacks]
    print(f"{sum(held)} attaques tenues sur {len(held)}")
    wanted = 0 if given.planted else len(held)
    return 0 if sum(held) == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
