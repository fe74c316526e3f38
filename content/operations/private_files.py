"""File permissions of the data folder: for the account that serves, and nobody else."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FOLDER, FILE = 0o700, 0o600


def private_folder(folder: Path) -> None:
    """Makes a folder, with those above it, that only its owner opens."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    for path in reversed(missing):
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=FOLDER)


def give_to_service(path: Path) -> None:
    """A file that root wrote belongs to the account whose folder it is in."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def close_data_folder() -> None:
    """Closes the data folder and the files in it to other accounts; what root wrote
    there belongs to the account that serves."""
    folder = settings.DATA_DIR
    with contextlib.suppress(PermissionError):  # a mount that is not ours to close
        folder.chmod(FOLDER)
    for path in folder.iterdir():
        # another process may just have renamed its own temporary file
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if path.is_file() and not path.is_symlink():
                path.chmod(FILE)
            if not path.is_symlink():
                give_to_service(path)


def replaced_file(ending: str) -> Path:
    """A new name, in the data folder, for a database that a copy replaces."""
    now: datetime = timezone.localtime()
    stem = f"remplacee-{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{f'-{n}' if n else ''}{ending}" for n in range(10_000))
    return next(p for p in map(settings.DATA_DIR.joinpath, names) if not p.exists())
