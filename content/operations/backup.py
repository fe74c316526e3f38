"""A consistent copy of the database while it serves, and back: tried aside first, put
in place whole, the replaced database kept."""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from content.operations import postgres_backup, sqlite_backup
from content.operations.copy_version import BackupError, CopyVersion
from content.operations.private_files import private_folder


class Restored(NamedTuple):
    """What a restore did."""

    version: CopyVersion  # of the copy, before it was upgraded
    replaced: Path | None  # where the replaced database is kept; None: there was none
    restart: bool  # servers still hold the replaced file open


def _engine():
    return postgres_backup if connection.vendor == "postgresql" else sqlite_backup


def backup(target: Path) -> CopyVersion:
    """Writes a whole copy, or nothing, by one rename; its version. Raises BackupError,
    DatabaseError, OSError."""
    if target.is_dir():
        raise BackupError(f"« {target} » est un dossier : donner le nom d'un fichier.")
    engine = _engine()
    engine.refuse_own_files(target)
    private_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    os.close(handle)
    try:
        engine.dump(Path(name))
        version = engine.version_of(Path(name))
        with Path(name).open("rb") as file:
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return version


def inspect(source: Path) -> CopyVersion:
    """The version of a copy that could be restored; touches nothing. Raises
    BackupError."""
    with _engine().tried(_existing(source)) as trial:
        return trial.version


def restore(source: Path) -> Restored:
    """Puts a copy in place of the database, whole, while it serves. Whatever is wrong
    with the copy is found before anything is touched. Raises BackupError,
    DatabaseError."""
    engine = _engine()
    with engine.tried(_existing(source)) as trial:
        replaced, restart = engine.put_in_place(trial)
    return Restored(trial.version, replaced, restart)


def put_back(done: Restored) -> None:
    """Undoes a restore: the replaced database in place again. Raises BackupError,
    DatabaseError when that fails too."""
    if done.replaced is None:
        return
    _engine().put_back(done.replaced)


def _existing(source: Path) -> Path:
    if not source.exists():
        raise BackupError(f"« {source} » n'existe pas.")
    if not source.is_file():
        raise BackupError(f"« {source} » n'est pas un fichier.")
    _engine().refuse_own_files(source)
    return source
