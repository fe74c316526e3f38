"""A real PostgreSQL of a test's or a bench's own, thrown away after it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.support.portal import free_port


def binaries() -> Path | None:
    """The folder of initdb and postgres, where there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    alone = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(alone).parent if alone else None


class Cluster:
    """One PostgreSQL; `fresh` makes an empty database and gives its address."""

    def __init__(self, folder: Path, address: str) -> None:
        self.bin, self.folder, self.made = binaries(), folder, 0
        self.address = address
        self.port = free_port()
        # PostgreSQL refuses to run as root
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-D", f"{folder}/data", "-U", "guide", "-A", "trust")
        with Path(f"{folder}/data/pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {address}/24 trust\n")
        self.start()

    def _run(self, command: str, *arguments: str) -> None:
        subprocess.run(
            [*self.user, str(self.bin / command), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses={self.address} -k {self.folder}"
        log = f"{self.folder}/log"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", log, "-w",
                  "start")  # fmt: skip

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", how, "-w", "stop")

    def fresh(self) -> str:
        self.made += 1
        name = f"guide{self.made}"
        place = ("-h", self.address, "-p", str(self.port))
        self._run("createdb", *place, "-U", "guide", name)
        return f"postgresql://guide@{self.address}:{self.port}/{name}"


@contextlib.contextmanager
def cluster(address: str = "127.0.0.1") -> Iterator[Cluster]:
    """A cluster that leaves nothing behind; `binaries` says whether one can be."""
    folder = Path(tempfile.mkdtemp(prefix="guide-pg-"))
    made = Cluster(folder, address)
    try:
        yield made
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):  # stopped already
            made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
