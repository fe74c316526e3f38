"""Power cuts while an editor saves: `python -m bench.robustness.power_cuts 300`, as
root.

The portal lives on an ext4 disk in a file. At any moment of a save the disk is shut
down without writing what it still holds in memory (ext4's own order, made for tests),
the server is killed, the disk mounted again. An acknowledged edit must be there, the
database whole, and the page served by the next start without a hand. `planted` turns
the wait for the disk off (synchronous = OFF): the loop must then fail."""

import fcntl
import os
import random
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from bench.robustness.resumable import loop
from tests.support.editor import SLUG, Editor, form
from tests.support.portal import Portal

SHUTDOWN, WITHOUT_FLUSH = 0x8004587D, 2  # EXT4_IOC_SHUTDOWN


class Disk:
    """An ext4 disk of 200 MB in a file."""

    def __init__(self, folder: Path) -> None:
        self.image, self.place = folder / "disk.img", folder / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(200_000_000)
        self._run("mkfs.ext4", "-q", "-F", str(self.image))
        self.mount()

    def _run(self, *words: str) -> None:
        subprocess.run(words, check=True, capture_output=True)

    def mount(self) -> None:
        self._run("mount", "-o", "loop", str(self.image), str(self.place))

    def cut(self) -> None:
        handle = os.open(self.place, os.O_RDONLY)
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_FLUSH))
        os.close(handle)

    def unmount(self) -> None:
        for _ in range(50):
            done = subprocess.run(["umount", str(self.place)], capture_output=True)
            if done.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("the disk is still in use")


class Turn:
    """One save, cut at any moment."""

    def __init__(self, disk: Disk, portal: Portal) -> None:
        self.disk, self.portal, self.told = disk, portal, 0
        self.editor = Editor(portal.base, "e0")
        self.path = self.editor.place(SLUG)

    def __call__(self, number: int) -> str | None:
        draw = random.Random(time.time_ns())
        words = f"Sauvé {number} {draw.random()}."
        try:
            data = form(self.editor.get(self.path))
        except IndexError:  # the page to sign in
            self.editor = Editor(self.portal.base, "e0")
            return "connexion confirmée puis perdue"
        before = data["title"]
        answers: list[int] = []

        def send() -> None:
            try:
                answers.append(
                    self.editor.save(
                        self.path, data | {"title": words, "_continue": "1"}
                    )
                )
            except OSError:
                answers.append(0)

        thread = threading.Thread(target=send)
        thread.start()
        time.sleep(draw.uniform(0, 0.12))
        saved = list(answers)  # acknowledged before the cut
        self.disk.cut()
        self.portal.server.kill()
        thread.join()
        self.disk.unmount()
        self.disk.mount()
        try:
            title = self.portal.state()[SLUG]["title"]
        except (AssertionError, RuntimeError) as error:
            return f"base abîmée : {error}"
        self.portal.start()
        self.told += saved == [302]
        page = urllib.request.urlopen(f"{self.portal.base}/guide/{SLUG}/")
        if page.status != 200:
            return f"page {page.status}"
        if saved == [302] and title != words:
            return "enregistrement confirmé puis perdu"
        return None if title in (before, words) else f"texte mêlé : {title}"


def main(times: int, planted: str = "") -> int:
    with tempfile.TemporaryDirectory() as name:
        try:
            disk = Disk(Path(name))
        except subprocess.CalledProcessError as error:
            print(f"coupures : pas essayé, pas de disque en boucle ici ({error})")
            return 0
        portal = Portal(disk.place / "data")
        if planted:
            portal.plant(
                "DATABASES['default']['OPTIONS']['init_command'] = "
                "'PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;'"
            )
        try:
            portal.prepare("e0")
            os.sync()
            portal.start()
            turn = Turn(disk, portal)
            failed = loop("coupures", times, turn, "coupures de courant")
            print(f"{turn.told} enregistrements confirmés avant la coupure")
        finally:
            if portal.server:
                portal.server.kill()
            disk.unmount()
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1] if sys.argv[1:] else 5), *sys.argv[2:3]))
