"""Servers killed while staff save, commands killed while they load and publish: no
acknowledged edit may be lost, no state mixed, no hand needed to start again.
`python -m bench.robustness.crash_recovery SAVES LOADS [DATABASE_URL]`."""

import json
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.support.editor import SLUG, Editor, form
from tests.support.portal import ROOT, Portal, Process


def saves(portal: Portal, times: int) -> int:
    """Kills the server at any moment of a save; the edits acknowledged and lost."""
    told = lost = 0
    portal.start()
    editor = Editor(portal.base, "e0")
    path = editor.place(SLUG)
    for time_ in range(times):
        words = f"Sauvé {time_}."
        data = form(editor.get(path)) | {"title": words, "_continue": "1"}
        answers: list[int] = []

        def send(data=data, answers=answers) -> None:
            try:
                answers.append(editor.save(path, data))
            except OSError:
                answers.append(0)

        thread = threading.Thread(target=send)
        thread.start()
        time.sleep(random.uniform(0, 0.5))
        portal.server.kill()
        thread.join()
        title = portal.state()[SLUG]["title"]
        told += answers == [302]
        lost += answers == [302] and title != words
        portal.start()
    portal.server.kill()
    print(f"{told} enregistrements confirmés avant l'arrêt", end=" ; ")
    return lost


def loads(portal: Portal, times: int, folder: Path) -> int:
    """Kills a load of the whole guide at any moment; the states found mixed."""
    mixed = 0
    variants = []
    for mark in ("A", "B"):
        copy = Path(shutil.copytree(ROOT / "content" / "guide", folder / mark))
        for name in ("demarches", "suivi", "creation"):
            path = copy / f"{name}.yaml"
            text = path.read_text("utf-8")
            path.write_text(re.sub(r"(?m)^  title: ['\"]?", rf"\g<0>{mark} ", text))
        variants.append(copy)
    portal.command("load_guide", str(variants[0]), "--force", "file")
    for time_ in range(times):
        wanted = str(variants[(time_ + 1) % 2])
        running = Process(
            [sys.executable, "manage.py", "load_guide", wanted, "--force", "file"],
            cwd=ROOT,
            env=portal.environment,
        )
        time.sleep(random.uniform(0.3, 1.6))
        running.kill()
        marks = {
            page["title"][:2]
            for page in portal.state().values()
            if page["title"][:2] in ("A ", "B ")
        }
        served = json.loads((portal.data / "snapshot.json").read_bytes())
        titles = [e["record"].get("title", "")[:2] for e in served["editions"]]
        shown = {t for t in titles if t in ("A ", "B ")}
        mixed += len(marks) != 1 or len(shown) != 1
    return mixed


def main(save_times: int, load_times: int, database: str = "") -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        portal = Portal(folder / "data", database)
        portal.prepare("e0")
        lost = saves(portal, save_times) if save_times else 0
        mixed = loads(portal, load_times, folder) if load_times else 0
    kind = "PostgreSQL" if database else "SQLite"
    print(
        f"{kind} : {save_times} arrêts pendant un enregistrement, {lost} perdus ;",
        end=" ",
    )
    print(f"{load_times} pendant un chargement, {mixed} états mêlés")
    return 1 if lost or mixed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4]))
