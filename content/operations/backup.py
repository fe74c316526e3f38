"""A consistent copy of the database while it serves, and back: SQLite by its own online
backup, PostgreSQL by pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection


class BackupError(Exception):
    """The file is no whole copy of this portal's database; says why, in French."""


def backup(target: Path) -> None:
    """Writes a whole copy, or nothing, by one rename. Raises BadCopy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    os.close(handle)
    try:
        if connection.vendor == "postgresql":
            _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={name}")
        else:
            connection.ensure_connection()
            _copy(connection.connection, name)
        _flush(Path(name))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def restore(source: Path) -> Path | None:
    """Puts a copy in place of the database, whole, while it serves; where the database
    was put aside when nothing in it could be read. Raises BadCopy."""
    if not source.is_file():
        raise BackupError(f"« {source} » n'existe pas.")
    if connection.vendor == "postgresql":
        _restore_postgres(source)
        return None
    copy = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        _check(copy, source)
        return _put_back(copy)
    except sqlite3.DatabaseError as error:
        raise BackupError(
            f"« {source} » ne se lit pas comme une copie ({error})."
        ) from error
    finally:
        copy.close()
        connection.close()


def _put_back(copy: sqlite3.Connection) -> Path | None:
    """Over the database in place, or beside its ruins."""
    try:
        connection.ensure_connection()
        copy.backup(connection.connection)
        return None
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if isinstance(error, OperationalError | sqlite3.OperationalError):
            raise  # locked, or the disk full: nothing is damaged
    connection.close()
    base = settings.DATABASE_FILE
    fresh, aside = base.with_name(".restored"), base.with_name("guide-abimee.sqlite3")
    fresh.unlink(missing_ok=True)
    _copy(copy, str(fresh))
    _flush(fresh)
    for end in ("", "-wal", "-shm"):
        if (old := Path(f"{base}{end}")).exists():
            old.replace(f"{aside}{end}")
    fresh.replace(base)
    return aside


def _postgres(command: str, *options: str) -> None:
    """Runs one of PostgreSQL's own commands on our database; the password never shows
    in the list of processes."""
    known = connection.settings_dict
    places = {"PGHOST": known["HOST"], "PGPORT": str(known["PORT"] or "")}
    places |= {"PGUSER": known["USER"], "PGPASSWORD": known["PASSWORD"]}
    given = {name: value for name, value in places.items() if value}
    try:
        subprocess.run(  # noqa: S603  a list of our own words, no shell
            [command, f"--dbname={known['NAME']}", *options],
            env=os.environ | given,
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"« {command} » manque : installer postgresql-client."
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(error.stderr.strip()[-500:]) from error


def _restore_postgres(source: Path) -> None:
    """Everything in one transaction: the copy whole, or the database as it was."""
    with source.open("rb") as file:
        if file.read(5) != b"PGDMP":
            raise BackupError(f"« {source} » n'est pas une copie de PostgreSQL.")
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    _postgres("pg_restore", *options, "--exit-on-error", str(source))
    connection.close()


def _copy(origin: sqlite3.Connection, name: str) -> None:
    copy = sqlite3.connect(name)
    try:
        origin.backup(copy)
        # a copy is one file: no journal beside it
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _flush(path: Path) -> None:
    """Waits until the disk holds the file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _check(copy: sqlite3.Connection, source: Path) -> None:
    [(state,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if state != "ok":
        raise BackupError(f"« {source} » est abîmée : {state}.")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if "content_edition" not in tables:
        raise BackupError(f"« {source} » n'est pas une copie de ce guide.")
