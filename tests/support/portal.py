"""A portal of a bench's own: its folder, its commands, its server, its cost."""

import atexit
import contextlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "une phrase bien longue"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def children_cpu(run: Callable[[], object]) -> float:
    """Seconds of processor taken by the processes that `run` starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Process:
    """A server started in a group of its own, perhaps on one core alone."""

    def __init__(self, words: list[str], core: int | None = None, **more) -> None:
        def pin() -> None:
            if core is not None:
                os.sched_setaffinity(0, {core})

        more = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | more
        self.running = subprocess.Popen(
            words, start_new_session=True, preexec_fn=pin, **more
        )
        atexit.register(self.kill)  # nothing survives a bench that falls

    @property
    def pids(self) -> list[int]:
        """The process and all those it started, the oldest first."""
        group = self.running.pid
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(folder.name))
        return sorted(found)

    @property
    def cpu(self) -> float:
        """Seconds of processor taken so far by the whole group."""
        total = 0
        for pid in self.pids:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    @property
    def memory(self) -> float:
        """MB held by the largest process of the group."""
        pages = [
            int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids
        ]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stop(self) -> None:
        self.running.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.running.wait(20)
        self.kill()

    def kill(self) -> None:
        """Everything at once, as a power cut would."""
        atexit.unregister(self.kill)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


class Portal:
    """The portal in `data`, its commands and its server."""

    def __init__(self, data: Path, database: str = "", **environment: str) -> None:
        self.data, self.port = data, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "GUIDE_DATA": str(data),
            "GUIDE_SECRET_KEY": "x" * 50,
            "GUIDE_STAFF_PASSWORD": PASSWORD,
            "DATABASE_URL": database,
            **environment,
        }
        self.server: Process | None = None

    def plant(self, line: str) -> None:
        """Serves with settings that hold a fault: the bench must then see it."""
        self.data.mkdir(parents=True, exist_ok=True)
        lines = f"from guide_portal.settings import *\n{line}\n"
        (self.data / "planted.py").write_text(lines, "utf-8")
        self.environment["DJANGO_SETTINGS_MODULE"] = "planted"
        self.environment["PYTHONPATH"] = f"{self.data}:{ROOT}"

    def command(self, *words: str, check: bool = True) -> str:
        """What a command prints. Raises RuntimeError with it when the command refuses,
        unless that is let through."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            said = done.stdout[-500:] + done.stderr[-2000:]
            raise RuntimeError(f"{words[0]} : {said}")
        return done.stdout + ("" if check else done.stderr)

    def prepare(self, *editors: str) -> None:
        """The guide loaded, the editors created."""
        self.command("prepare")
        for name in editors:
            self.command("create_staff", name, "--role", "administrateur", check=False)

    def state(self) -> dict[str, dict]:
        """The pages committed; raises AssertionError for a damaged database."""
        found = json.loads(self.command("state"))
        assert found["integrity"] == "ok", found["integrity"]
        return found["pages"]

    def start(self, workers: int = 1, core: int | None = None, *before: str) -> Process:
        """The server as `make run` starts it."""
        self.server = Process(
            [
                *(
                    *before,
                    sys.executable,
                    "-m",
                    "guide_portal.serving.launcher",
                    "--prepared",
                ),
                *("--port", str(self.port), "--workers", str(workers)),
            ],
            core,
            cwd=ROOT,
            env=self.environment,
            stderr=(self.data / "server.log").open("ab"),
        )
        wait(self.base)
        return self.server


def public_paths(base: str) -> list[str]:
    """Every page of the site map of a portal, wherever it is."""
    with urllib.request.urlopen(base + "/sitemap.xml", timeout=15) as answer:
        listed = re.findall("<loc>(.+?)</loc>", answer.read().decode())
    return [urllib.parse.urlsplit(address).path for address in listed]


def wait(base: str, seconds: float = 20) -> None:
    """Until the server answers; raises RuntimeError when it never does."""
    for _ in range(int(seconds * 50)):
        try:
            urllib.request.urlopen(base + "/livez", timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{base} did not start")
