"""Three people who publish at once on two workers, while another process writes the
snapshot again and again: nobody is refused, readers see each text within a second,
nothing is left over. `python -m bench.desk.race NUMBER [sqlite|postgresql]`."""

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.support.editor import Editor, form, token
from tests.support.portal import ROOT, Portal

PAGES = {"lea": "payer-creance", "ada": "autoriser-contact", "zoe": "changer-adresse"}
SEEN_WITHIN = 1.0  # second
REWRITE = """
import os, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "guide_portal.settings"
django.setup()
from content.publishing import snapshot_file
while True:
    snapshot_file.write_snapshot()
    time.sleep(0.3)
"""


class Publisher(threading.Thread):
    """Somebody who corrects one page and publishes it, again and again."""

    def __init__(self, portal: Portal, name: str, number: int) -> None:
        super().__init__(name=name)
        self.editor, self.base = Editor(portal.base, name), portal.base
        self.number, self.slug = number, PAGES[name]
        self.wrong: list[str] = []
        self.late: list[float] = []

    def run(self) -> None:
        place = self.editor.place(self.slug)
        review = place.replace("/change/", "/relire/")
        for turn in range(self.number):
            text = f"Course {self.name} {turn}."
            page = self.expect("opened", self.editor.ask(place, None), "procedure_form")
            if not page:
                continue
            sent = form(page) | {"summary": text, "_continue": "1"}
            self.expect("saved", self.editor.post(place, sent), "")
            shown = self.expect("read", self.editor.ask(review, None), 'name="base"')
            if not shown:
                continue
            base = shown.split('name="base" value="')[1].split('"')[0]
            sent = token(shown) | {"base": base, "decision": "publier"}
            self.expect("published", self.editor.post(review, sent), "est en ligne")
            self.see(text)

    def expect(self, what: str, answer: tuple[int, str], words: str) -> str:
        """The page of an answer; nothing, and a fault more, for a wrong one."""
        status, page = answer
        if status < 400 and "base de données" not in page and words in page:
            return page
        self.wrong.append(f"{what}: {status}")
        return ""

    def see(self, text: str) -> None:
        """How long a reader waits for the text."""
        begun = time.monotonic()
        while time.monotonic() - begun < 5:
            with urllib.request.urlopen(f"{self.base}/guide/{self.slug}/") as answer:
                if text in answer.read().decode():
                    break
            time.sleep(0.02)
        self.late.append(time.monotonic() - begun)


def main(number: int, database: str = "sqlite") -> int:
    with _address(database) as address, tempfile.TemporaryDirectory() as name:
        portal = Portal(Path(name) / "data", address)
        portal.prepare(*PAGES)
        server = portal.start(workers=2)
        writer = subprocess.Popen(
            [sys.executable, "-c", REWRITE], cwd=ROOT, env=portal.environment
        )
        try:
            people = [Publisher(portal, who, number // len(PAGES)) for who in PAGES]
            for person in people:
                person.start()
            for person in people:
                person.join()
            writing = writer.poll() is None
        finally:
            writer.kill()
            writer.wait()
            server.stop()
        left = {path.name for path in portal.data.glob("*snapshot.*")}
    wrong = [fault for person in people for fault in person.wrong]
    late = sorted(seconds for person in people for seconds in person.late)
    slow = [seconds for seconds in late if seconds > SEEN_WITHIN]
    left -= {"snapshot.json", "snapshot.previous.json"}
    print(
        f"{database} : {len(late)} publications, {len(wrong)} fautives {wrong[:3]}, "
        f"vues en {late[len(late) // 2]:.2f} s, au pire {late[-1]:.2f} s, "
        f"{len(slow)} après {SEEN_WITHIN:.0f} s, fichiers laissés : {sorted(left)}, "
        f"l'autre processus écrit {'encore' if writing else 'PLUS'}"
    )
    return 1 if wrong or slow or left or not writing else 0


@contextlib.contextmanager
def _address(database: str) -> Iterator[str]:
    if database == "sqlite":
        yield ""
        return
    from tests.support.cluster import cluster

    with cluster() as running:
        yield running.fresh()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:3]))
