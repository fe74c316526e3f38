"""Backup and restore of SQLite: its own online backup one way, one transaction the
other, so that the processes that serve never close the file."""

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
from django.db import DatabaseError, OperationalError, connection

from content.operations.copy_version import (
    BackupError,
    CopyVersion,
    Trial,
    expected_columns,
    read_version,
)
from content.operations.private_files import replaced_file

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
