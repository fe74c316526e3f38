"""Every deadline as a calendar event, read by two libraries of Node (ical.js, which
Thunderbird has, and node-ical) in two time zones: `python -m bench.quality.calendars
FOLDER_OF_MODULES`; 1 when one reads another moment than the page says."""

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
django.setup()

from django.test import Client  # noqa: E402

from content.snapshot import store  # noqa: E402
from guide_portal.sharing.offline import deadlines_of  # noqa: E402

STARTS = ("2026-11-27T18:00", "2026-11-27", "2026-03-28T14:30", "2026-10-24T14:30")
READER = Path(__file__).with_suffix(".mjs")


def told_by_page(client: Client, address: str, start: str) -> datetime:
    page = client.get(address, {"depuis": start}).content.decode()
    found = re.search(r'data-deadline="([^"]+)"', page)
    assert found, address
    return datetime.fromisoformat(found[1])


def write(folder: Path) -> dict[str, datetime]:
    """The files of every deadline from every start, with the moment of its page."""
    client, files = Client(headers={"host": "localhost"}), {}
    for place, (address, _) in enumerate(deadlines_of(store.current_snapshot())):
        for number, start in enumerate(STARTS):
            answer = client.get(f"{address[:-1]}.ics", {"depuis": start})
            file = folder / f"{place}-{number}.ics"
            file.write_bytes(answer.content)
            files[str(file)] = told_by_page(client, address, start)
    return files


def faults(modules: str, files: dict[str, datetime], zone: str) -> list[str]:
    """What was read otherwise than the page says, by a device in this zone."""
    done = subprocess.run(
        ["node", str(READER), str(Path(modules).resolve()), *files],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for line in done.stdout.splitlines():
        read = json.loads(line)
        moment = files[read["file"]]
        same = read["first"] == read["second"] and read["summary"] == read["other"]
        if "T" in read["first"]:
            right = datetime.fromisoformat(read["first"]) == moment
        else:
            right = read["first"] == moment.date().isoformat()
        if not (read["zoned"] and same and right):
            found.append(f"{zone} {moment} {line}")
    return found


def main(modules: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder))
        zones = ("Europe/Paris", "America/New_York")
        wrong = [fault for zone in zones for fault in faults(modules, files, zone)]
    print("\n".join(wrong[:10]))
    print(f"{len(files)} events, {len(zones)} zones, {len(wrong)} read otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
