"""nginx for a bench or a test: with its own folder, in the foreground."""

import shutil
from pathlib import Path

from tests.support.portal import Process

# Debian puts it where only root looks
BINARY = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def nginx(
    folder: Path, http: str, workers: int = 1, core: int | None = None
) -> Process:
    """Serves what `http` says, in nginx's own words."""
    (folder / "nginx.conf").write_text(
        f"worker_processes {workers}; daemon off; pid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log; user root;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off;\n{http} }}\n",
        "utf-8",
    )
    words = [str(BINARY), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    return Process(words, core)
