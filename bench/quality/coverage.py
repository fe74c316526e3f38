"""Coverage by room, held to the floors of pyproject.toml (`[tool.guide.coverage]`):
`make coverage`, or `python -m bench.quality.coverage` after a run of the suite."""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

from tests.support.paths import ROOT


def room_of(file: str, rooms: list[str]) -> str:
    """The room that a file is in: the longest of the names that lead to it."""
    inside = [room for room in rooms if file.startswith(room + "/")]
    return max(inside, key=len, default="")


def measured(rooms: list[str]) -> dict[str, float]:
    """For each room, the percentage of its lines and branches that ran."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        words = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(out)]
        subprocess.run(words, cwd=ROOT, check=True)
        files = json.loads(out.read_text("utf-8"))["files"]
    ran: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file, found in files.items():
        figures, room = found["summary"], room_of(file, rooms)
        ran[room][0] += figures["covered_lines"] + figures["covered_branches"]
        ran[room][1] += figures["num_statements"] + figures["num_branches"]
    return {room: 100 * done / max(1, of) for room, (done, of) in ran.items()}


def main() -> int:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    floors: dict[str, float] = settings["tool"]["guide"]["coverage"]
    found = measured(list(floors))
    for room, floor in floors.items():
        share = found.get(room, 0.0)
        told = "" if share >= floor else "  ← sous le seuil"
        print(f"{room:32} {share:5.1f} %  (seuil {floor} %){told}")
    if "" in found:
        print(f"{'(hors des pièces)':32} {found['']:5.1f} %")
    return any(found.get(room, 0.0) < floor for room, floor in floors.items())


if __name__ == "__main__":
    sys.exit(main())
