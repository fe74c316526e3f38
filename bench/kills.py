"""Servers killed while staff save, commands killed while they load and publish: no
acknowledged edit may be lost, no state mixed, no hand needed to start again.
`python -m bench.kills SAVES LOADS [DATABASE_URL]`."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.desk_races import PASSWORD, ROOT, SLUG, Editor, form, wait

RUN = [sys.executable, "manage.py"]


def command(*words: str, check: bool = True) -> str:
    done = subprocess.run(
        [*RUN, *words], cwd=ROOT, check=check, capture_output=True, text=True
    )
    return done.stdout


def state() -> dict[str, dict]:
    """The pages committed; raises AssertionError for a damaged database."""
    found = json.loads(command("state"))
    assert found["integrity"] == "ok", found["integrity"]
    return found["pages"]


def serve(port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--port", str(port), "--blocking-threads", "1", "--no-ws"),
            *("--log-level", "critical", "guide_portal.wsgi:application"),
        ],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def kill(server: subprocess.Popen) -> None:
    os.killpg(server.pid, 9)
    server.wait()


def saves(times: int, port: int) -> int:
    """Kills the server at any moment of a save; the edits acknowledged and lost."""
    base, told, lost = f"http://127.0.0.1:{port}", 0, 0
    server = serve(port)
    wait(base)
    editor = Editor(base, "e0")
    listed = editor.get(f"/gestion/procedures/procedure/?q={SLUG}")
    path = re.search(r"/gestion/procedures/procedure/\d+/change/", listed)[0]
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
        kill(server)
        thread.join()
        title = state()[SLUG]["title"]
        told += answers == [302]
        lost += answers == [302] and title != words
        server = serve(port)
        wait(base)
    kill(server)
    print(f"{told} enregistrements confirmés avant l'arrêt", end=" ; ")
    return lost


def loads(times: int, folder: Path) -> int:
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
    command("load_guide", str(variants[0]), "--force", "file")
    for time_ in range(times):
        wanted = str(variants[(time_ + 1) % 2])
        running = subprocess.Popen(
            [*RUN, "load_guide", wanted, "--force", "file"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0.3, 1.6))
        running.kill()
        running.wait()
        marks = {
            page["title"][:2]
            for slug, page in state().items()
            if page["title"][:2] in ("A ", "B ")
        }
        served = json.loads((folder / "data" / "snapshot.json").read_bytes())
        titles = [e["record"].get("title", "")[:2] for e in served["editions"]]
        shown = {t for t in titles if t in ("A ", "B ")}
        mixed += len(marks) != 1 or len(shown) != 1
    return mixed


def main(save_times: int, load_times: int, database: str = "") -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"GUIDE_DATA": str(folder / "data"), "DATABASE_URL": database}
        os.environ |= {"GUIDE_SECRET_KEY": "x" * 50, "GUIDE_STAFF_PASSWORD": PASSWORD}
        command("prepare")
        command("create_staff", "e0", "--role", "administrateur", check=False)
        lost = saves(save_times, 8900 + os.getpid() % 90) if save_times else 0
        mixed = loads(load_times, folder) if load_times else 0
    kind = "PostgreSQL" if database else "SQLite"
    print(
        f"{kind} : {save_times} arrêts pendant un enregistrement, {lost} perdus ;",
        end=" ",
    )
    print(f"{load_times} pendant un chargement, {mixed} états mêlés")
    return 1 if lost or mixed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4]))
