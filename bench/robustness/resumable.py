"""A long loop that can be stopped and goes on where it was: what was done is noted in
`var/loops/`, a fault is printed at once and fails the whole."""

import json
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "var" / "loops"


def loop(name: str, total: int, turn: Callable[[int], str | None], unit: str) -> int:
    """Runs `turn` for each number below `total` that was not done yet; `turn` says what
    was wrong, or nothing. 1 when anything was."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    place = FOLDER / f"{name}-{total}.json"
    kept = {"done": 0, "faults": []}
    if place.exists():
        kept = json.loads(place.read_text("utf-8"))
    noted = time.monotonic()
    for number in range(kept["done"], total):
        fault = turn(number)
        if fault:
            print(f"{name} {number} : {fault}", flush=True)
            kept["faults"].append([number, fault])
        kept["done"] = number + 1
        if time.monotonic() - noted > 5 or fault:
            place.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
            noted = time.monotonic()
    place.unlink(missing_ok=True)
    print(f"{name} : {total} {unit}, {len(kept['faults'])} fautes", flush=True)
    return 1 if kept["faults"] else 0
