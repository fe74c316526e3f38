"""A consistent copy of the database while it serves, and back."""

import os
import sqlite3
import tempfile
from pathlib import Path

from django.db import connection


class BadCopy(Exception):
    """The file is no whole copy of this portal's database; says why, in French."""


def backup(target: Path) -> None:
    """Writes a whole copy, or nothing: SQLite's own online backup, then one rename."""
    connection.ensure_connection()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    os.close(handle)
    try:
        _copy(connection.connection, name)
        with open(name, "rb") as file:
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def restore(source: Path) -> None:
    """Puts a copy in place of the database, whole, while it serves. Raises BadCopy."""
    if not source.is_file():
        raise BadCopy(f"« {source} » n'existe pas.")
    copy = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        _check(copy, source)
        connection.ensure_connection()
        copy.backup(connection.connection)
    except sqlite3.DatabaseError as error:
        raise BadCopy(
            f"« {source} » ne se lit pas comme une copie ({error})."
        ) from error
    finally:
        copy.close()
    connection.close()


def _copy(origin: sqlite3.Connection, name: str) -> None:
    copy = sqlite3.connect(name)
    try:
        origin.backup(copy)
        # a copy is one file: no journal beside it
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _check(copy: sqlite3.Connection, source: Path) -> None:
    [(state,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if state != "ok":
        raise BadCopy(f"« {source} » est abîmée : {state}.")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if "content_edition" not in tables:
        raise BadCopy(f"« {source} » n'est pas une copie de ce guide.")
