"""Backup and restore of SQLite: its own online backup one way, one transaction the
other, so that the processes that serve never close the file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from content.operations.copy_version import BackupError, Trial
from content.operations.private_files import replaced_file
from content.operations.sqlite_trial import tried, version_of

__all__ = [
    "dump",
    "put_back",
    "put_in_place",
    "refuse_own_files",
    "replace_database",
    "tried",
    "version_of",
]

ENDS = ("", "-wal", "-shm", "-journal")


def refuse_own_files(path: Path) -> None:
    """Raises BackupError for a file of the database in service."""
    for own in (Path(f"{settings.DATABASE_FILE}{end}") for end in ENDS):
        same = path.exists() and own.exists() and path.samefile(own)
        if same or path.absolute() == own:
            raise BackupError(f"« {path} » est la base en service, pas une copie.")


def dump(target: Path) -> None:
    """Copies the database, as its last commit left it."""
    connection.ensure_connection()
    _copy(connection.connection, target)


def put_in_place(trial: Trial) -> tuple[Path | None, bool]:
    """Pours the copy into the database in one transaction, after a copy of what it
    replaces: (where that is, whether servers must restart)."""
    try:
        return replace_database(trial.file), False
    except (DatabaseError, sqlite3.DatabaseError) as error:
        missing = not settings.DATABASE_FILE.exists()
        operational = isinstance(error, OperationalError | sqlite3.OperationalError)
        if operational and not missing:
            raise  # locked, or the disk full: nothing is damaged
    return _put_beside(trial.file), True


def replace_database(file: Path) -> Path:
    """The rows of `file` in place of ours, in one transaction; where ours are kept."""
    connection.ensure_connection()
    live, aside = connection.connection, replaced_file(".sqlite3")
    live.execute("ATTACH DATABASE ? AS copy", [str(file)])
    try:
        live.execute("PRAGMA foreign_keys = OFF")
        live.execute("BEGIN IMMEDIATE")  # from here on nobody else writes
        try:
            dump_committed(live, aside)
            _pour(live)
            live.execute("COMMIT")
        except BaseException:
            if live.in_transaction:
                live.execute("ROLLBACK")
            aside.unlink(missing_ok=True)
            raise
    finally:
        live.execute("DETACH DATABASE copy")
        live.execute("PRAGMA foreign_keys = ON")
        connection.close()
    return aside


def dump_committed(live: sqlite3.Connection, target: Path) -> None:
    """Copies what is committed, by a connection of its own: `live` holds the lock."""
    (place,) = (row[2] for row in live.execute("PRAGMA database_list") if row[0] == 0)
    with closing(sqlite3.connect(place)) as reader:
        _copy(reader, target)


def _pour(live: sqlite3.Connection) -> None:
    """Drops every table and index, then makes those of the attached copy, with rows."""
    own = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    tables = f"FROM {{}}.sqlite_master WHERE type = 'table' AND {own}"  # noqa: S608
    for (name,) in live.execute(f"SELECT name {tables.format('main')}").fetchall():
        live.execute(f'DROP TABLE main."{name}"')
    made = live.execute(f"SELECT name, sql {tables.format('copy')}").fetchall()
    for name, statement in made:
        live.execute(statement)
        live.execute(f'INSERT INTO main."{name}" SELECT * FROM copy."{name}"')  # noqa: S608
    indexes = "FROM copy.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    for (statement,) in live.execute(f"SELECT sql {indexes}").fetchall():  # noqa: S608
        live.execute(statement)
    live.execute("DELETE FROM main.sqlite_sequence")
    live.execute("INSERT INTO main.sqlite_sequence SELECT * FROM copy.sqlite_sequence")


def _put_beside(file: Path) -> Path | None:
    """The copy as a new file, the ruins of the database moved out of its way."""
    connection.close()
    base, aside = settings.DATABASE_FILE, replaced_file(".sqlite3")
    fresh = base.with_name(".restored")
    with closing(sqlite3.connect(file)) as copy:
        fresh.unlink(missing_ok=True)
        _copy(copy, fresh)
    found = [end for end in ENDS if Path(f"{base}{end}").exists()]
    for end in found:
        Path(f"{base}{end}").replace(f"{aside}{end}")
    try:
        fresh.replace(base)
    except OSError:
        for end in found:
            Path(f"{aside}{end}").replace(f"{base}{end}")
        raise
    return aside if found else None


def put_back(replaced: Path) -> None:
    """The database that a restore put aside, in place again. Raises sqlite3.Error when
    it was put aside for being unreadable."""
    replace_database(replaced).unlink()


def _copy(origin: sqlite3.Connection, target: Path) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # a copy is one file: no journal beside it
        copy.execute("PRAGMA journal_mode=DELETE")
    with target.open("rb") as file:
        os.fsync(file.fileno())
