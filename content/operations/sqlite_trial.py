"""A copy of SQLite, tried before it is trusted: read whole, checked, brought to this
release beside the database."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from content.operations.copy_version import (
    BackupError,
    CopyVersion,
    Trial,
    expected_columns,
    read_version,
)


def version_of(file: Path) -> CopyVersion:
    """The version of a copy. Raises BackupError for what is no copy of ours."""
    with closing(sqlite3.connect(file)) as copy:
        kinds = dict(copy.execute("SELECT name, type FROM sqlite_master").fetchall())
        if "django_migrations" not in kinds or set(kinds.values()) - {"table", "index"}:
            raise BackupError(f"« {file} » n'est pas une copie de ce guide.")
        lines = copy.execute("SELECT app, name FROM django_migrations").fetchall()
    return read_version(lines, file)


@contextmanager
def tried(source: Path) -> Iterator[Trial]:
    """The copy, checked whole and brought to this release beside the database. Raises
    BackupError, in words about `source`."""
    private = tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-")
    with private as folder:
        file = Path(folder) / settings.DATABASE_FILE.name
        shutil.copyfile(source, file)
        if (journal := Path(f"{source}-wal")).is_file():
            shutil.copyfile(journal, f"{file}-wal")
        try:
            version = _check(file)
            if version.outdated:
                _upgrade(Path(folder))
                _check(file)
            _check_columns(file)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise BackupError(f"« {source} » ne se lit pas ({error}).") from error
        except BackupError as error:
            raise BackupError(str(error).replace(str(file), str(source))) from error
        yield Trial(file, version)


def _check(file: Path) -> CopyVersion:
    with file.open("rb") as opened:
        start = opened.read(5)
    if start == b"PGDMP":
        raise BackupError(f"« {file} » est une copie de PostgreSQL, pas de SQLite.")
    with closing(sqlite3.connect(file)) as copy:
        [state, *_] = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if state != "ok":
            raise BackupError(f"« {file} » est abîmée : {state}.")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupError(f"« {file} » est abîmée : des lignes manquent.")
    return version_of(file)


def _upgrade(folder: Path) -> None:
    # in a process of its own: a migration may ask the default database, here the copy
    secret = {"GUIDE_DATA": str(folder), "GUIDE_SECRET_KEY": settings.SECRET_KEY}
    done = subprocess.run(  # noqa: S603  a list of our own words, no shell
        [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0"],
        env={n: v for n, v in os.environ.items() if n != "DATABASE_URL"} | secret,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        told = (done.stderr.strip() or "sans un mot").splitlines()[-1]
        file = folder / settings.DATABASE_FILE.name
        raise BackupError(f"« {file} » ne se met pas à jour ({told}).")


def _check_columns(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        for table, columns in expected_columns().items():
            found = copy.execute("SELECT name FROM pragma_table_info(?)", [table])
            missing = set(columns) - {name for (name,) in found}
            if missing:
                raise BackupError(
                    f"« {file} » n'est pas une copie de ce guide : il y manque "
                    f"« {table}.{min(missing)} »."
                )
