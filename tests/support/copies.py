"""Files put forward as a copy of the database: whole, torn, foreign, newer."""

import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path


def content(file: Path) -> list[str]:
    """Everything a database holds, as its statements, but for the roles: they are made
    again each time."""
    with closing(sqlite3.connect(file)) as opened:
        return [s for s in opened.iterdump() if "auth_group_permissions" not in s]


def change(file: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(file)) as opened:
        for statement in statements:
            opened.execute(statement)
        opened.commit()
    return file


def made(file: Path, *statements: str) -> Path:
    """A database that never was ours."""
    file.unlink()
    return change(file, *statements)


def with_bytes(file: Path, raw: bytes) -> Path:
    file.write_bytes(raw)
    return file


def applied(app: str, name: str) -> str:
    return (
        "INSERT INTO django_migrations (app, name, applied) "
        f"VALUES ('{app}', '{name}', '2026-01-01')"
    )


MIGRATIONS = "CREATE TABLE django_migrations (id INTEGER, app, name, applied)"


OURS = [
    applied(app, "0001_squashed")
    for app in ("content", "procedures", "troubleshooting", "guide_portal")
]


def damaged(file: Path) -> Path:
    raw = bytearray(file.read_bytes())
    for page in range(4096 * 20, len(raw), 4096 * 7):
        raw[page : page + 60] = os.urandom(60)
    return with_bytes(file, bytes(raw))


def zipped(file: Path) -> Path:
    with zipfile.ZipFile(file.with_suffix(".zip"), "w") as archive:
        archive.write(file)
    return file.with_suffix(".zip")


def folder(file: Path) -> Path:
    return file.parent


def missing(file: Path) -> Path:
    return file.with_name("jamais-faite")


def pipe(file: Path) -> Path:
    os.mkfifo(file.with_name("pipe"))
    return file.with_name("pipe")
