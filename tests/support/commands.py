"""Commands run as an operator runs them, in processes of their own."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT


def manage(*command: str, data: str = "", database: str = "") -> str:
    """What a command prints, run as an operator runs it; raises when it refuses."""
    done = attempt(*command, data=data, database=database)
    done.check_returncode()
    return done.stdout


def attempt(
    *command: str, data: str = "", database: str = "", **own: str
) -> subprocess.CompletedProcess:
    """A command, whatever it answers."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(data, database) | own,
        capture_output=True,
        text=True,
    )


def environment(data: str = "", database: str = "") -> dict[str, str]:
    """The variables of a process of the portal."""
    own = {"GUIDE_DATA": data} if data else {}
    ours = {n: v for n, v in os.environ.items() if n != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return ours | own | ({"DATABASE_URL": database} if database else {})


def copy_prepared(shared: Path) -> None:
    """Fills this process's data folder (GUIDE_DATA) with what `prepare` makes: the
    first to ask runs it in `shared`, the others wait at its lock and copy."""
    made = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # under another name until it is whole: a failure is tried again
            manage("prepare", data=str(shared / "preparing"))
            (shared / "preparing").rename(made)
    shutil.copytree(made, os.environ["GUIDE_DATA"], dirs_exist_ok=True)
