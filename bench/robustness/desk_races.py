"""Editors who save the same form at the same moment, on a live server: one is saved,
all the others are told. `python -m bench.robustness.desk_races ROUNDS EDITORS
[DATABASE_URL]`."""

import sys
import tempfile
import threading
from pathlib import Path

from tests.support.editor import SLUG, Editor, form
from tests.support.portal import Portal


def race(editors: list[Editor], path: str, round_: int) -> list[int]:
    """All open the form, then all save at once; their answers."""
    forms = [form(editor.get(path)) for editor in editors]
    gate, answers = threading.Barrier(len(editors)), [0] * len(editors)

    def save(place: int) -> None:
        mine = forms[place] | {"summary": f"Course {round_}, éditeur {place}."}
        gate.wait()
        answers[place] = editors[place].post(path, mine | {"_continue": "1"})[0]

    threads = [threading.Thread(target=save, args=(i,)) for i in range(len(editors))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def main(rounds: int, number: int, database: str = "") -> int:
    with tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name), database)
        portal.prepare(*(f"e{place}" for place in range(number)))
        server = portal.start(workers=4)
        try:
            wrong = races(portal.base, rounds, number)
        finally:
            server.stop()
    kind = "PostgreSQL" if database else "SQLite"
    print(f"{kind} : {rounds} courses de {number}, {len(wrong)} fautives {wrong[:5]}")
    return 1 if wrong else 0


def races(base: str, rounds: int, number: int) -> list[tuple[int, list[int]]]:
    """The rounds that did not end with one saved and all others told."""
    editors = [Editor(base, f"e{place}") for place in range(number)]
    path = editors[0].place(SLUG)
    wrong: list[tuple[int, list[int]]] = []
    for round_ in range(rounds):
        answers = race(editors, path, round_)
        # a save redirects to the form, which is then read: 200
        if sorted(answers) != [200] + [409] * (number - 1):
            wrong.append((round_, answers))
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4]))
