"""Long sequences of acts at the desk, on SQLite and PostgreSQL, resumed where they were
stopped. `python -m bench.desk.sequences STEPS [sqlite|postgresql] [--plant NAME]`."""

import argparse
import contextlib
import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.desk import world

FOLDER = Path(__file__).parents[2] / "var" / "loops"
LONG = 50  # acts of a sequence, at most
EXAMPLES = 2  # sequences of one draw


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("steps", type=int)
    asked.add_argument("database", nargs="?", default="sqlite")
    asked.add_argument("--plant", default="")
    given = asked.parse_args()
    with _database(given.database) as address:
        world.start(address)
        if given.plant:
            from bench.desk.faults import PLANTED

            PLANTED[given.plant]()
        return run(given.steps, given.database, given.plant)


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    from tests.support.cluster import cluster

    with cluster() as running:
        yield running.fresh()


def run(steps: int, database: str, plant: str) -> int:
    """Draws until so many acts were done; 1 when an invariant was broken."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    place = FOLDER / f"sequences-{database}.json"
    kept: dict[str, Any] = {"steps": 0, "seed": 0, "acts": {}, "broken": []}
    if place.exists() and not plant:
        kept = json.loads(place.read_text("utf-8"))
    while kept["steps"] < steps and not (plant and kept["broken"]):
        broken = draw(kept["seed"], kept["acts"])
        if broken:
            print(f"tirage {kept['seed']} : {broken}", flush=True)
            kept["broken"].append([kept["seed"], broken[-300:]])
        kept["seed"] += 1
        kept["steps"] = sum(kept["acts"].values())
        if not plant:
            place.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    acts = ", ".join(f"{name} {n}" for name, n in sorted(kept["acts"].items()))
    print(
        f"{database} : {kept['steps']} actes, {len(kept['broken'])} ruptures ({acts})"
    )
    return 1 if kept["broken"] else 0


def draw(seed: int, acts: dict[str, int]) -> str:
    """Some sequences of one seed; what broke, or nothing."""
    import hypothesis
    from hypothesis.stateful import run_state_machine_as_test

    from bench.desk import machine

    machine.steps.clear()
    options = hypothesis.settings(
        max_examples=EXAMPLES,
        stateful_step_count=LONG,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=False,
    )
    run_machine = hypothesis.seed(seed)(machine.Sequences)
    told = ""
    try:
        run_state_machine_as_test(run_machine, settings=options)
    except Exception:
        told = traceback.format_exc(limit=-4)
    for name, number in machine.steps.items():
        acts[name] = acts.get(name, 0) + number
    return told


if __name__ == "__main__":
    sys.exit(main())
