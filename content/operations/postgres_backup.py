"""Backup and restore of PostgreSQL, by its own commands: a dump one way; the other, one
transaction that holds the lock while the replaced database is dumped."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from content.operations.copy_version import (
    BackupError,
    CopyVersion,
    Trial,
    expected_columns,
    read_version,
)
from content.operations.private_files import replaced_file

READY = "locked"  # what psql answers once nobody else can write


def refuse_own_files(path: Path) -> None:
    """No file of PostgreSQL's stands in our folders."""


def dump(target: Path) -> None:
    """Dumps our tables, as the last commit left them."""
    with connection.temporary_connection():
        others = set(connection.introspection.table_names()) - set(_our_tables())
    connection.close()
    left_out = [f'--exclude-table="{name}"' for name in sorted(others)]
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    _run("pg_dump", *_database(), *options, *left_out)


def version_of(file: Path) -> CopyVersion:
    """The version of a dump. Raises BackupError for what is no copy of ours."""
    told = _read(file, "--data-only", "--table=django_migrations", "--file=-")
    found = re.search(
        r"^COPY \S+ \((.+?)\) FROM stdin;\n(.*?)^\\\.$", told, re.M | re.S
    )
    columns = found[1].split(", ") if found else []
    if not found or not {"app", "name"} <= set(columns):
        raise BackupError(f"« {file} » n'est pas une copie de ce guide.")
    rows = [line.split("\t") for line in found[2].splitlines()]
    app, name = columns.index("app"), columns.index("name")
    return read_version([(row[app], row[name]) for row in rows], file)


@contextmanager
def tried(source: Path) -> Iterator[Trial]:
    """The copy, read to its end: a torn one is found here. Raises BackupError."""
    with source.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3"):
        raise BackupError(f"« {source} » est une copie de SQLite, pas de PostgreSQL.")
    if not start.startswith(b"PGDMP"):
        raise BackupError(f"« {source} » n'est pas une copie de PostgreSQL.")
    version = version_of(source)
    private = tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-")
    with private as folder:
        script = Path(folder) / "copy.sql"
        _read(source, "--no-owner", "--no-privileges", f"--file={script}")
        yield Trial(script, version)


def _read(file: Path, *options: str) -> str:
    try:
        return _run("pg_restore", *options, str(file))
    except BackupError as error:
        raise BackupError(f"« {file} » ne se lit pas ({error}).") from error


def put_in_place(trial: Trial) -> tuple[Path, bool]:
    """Everything in one transaction: the copy whole, or the database as it was; where
    that is kept. An older copy is then upgraded in place, or the other put back."""
    aside = replaced_file(".dump")
    try:
        _replace(trial, aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    if trial.version.outdated:
        try:
            call_command("migrate", verbosity=0)
        except Exception as error:
            put_back(aside)
            raise BackupError(
                f"la mise à jour de la copie a échoué ({error}) ; la base d'avant a "
                "été remise."
            ) from error
    return aside, False


def put_back(replaced: Path) -> None:
    """The database that a restore put aside, in place again."""
    with tried(replaced) as trial:
        again = replaced_file(".dump")
        _replace(trial, again)
    again.unlink()


def _replace(trial: Trial, aside: Path) -> None:
    """Our tables locked, dumped, dropped, made again, checked; by one session."""
    tables = ", ".join(f'"{name}"' for name in _our_tables())
    begin = f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE;\n" if tables else ""
    drop = f"DROP TABLE {tables} CASCADE;\n" if tables else ""
    connection.close()  # or we would wait for ourselves
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--tuples-only")
    with _session("psql", *options, "--output=/dev/null", *_database()) as session:
        assert session.stdin and session.stdout
        session.stdin.write(f"BEGIN;\n{begin}\\echo {READY}\n")
        session.stdin.flush()
        if session.stdout.readline().strip() == READY:
            aside.touch(mode=0o600)
            dump(aside)
            _send(session, f"{drop}\\i {trial.file}\n{_checks(trial)}COMMIT;\n")
        _, said = session.communicate()
    if session.returncode:
        raise BackupError(said.strip()[-500:])


def _send(session: subprocess.Popen, text: str) -> None:
    assert session.stdin
    try:
        session.stdin.write(text)
        session.stdin.flush()
    except BrokenPipeError:
        pass  # psql stopped: it says why on its way out


def _checks(trial: Trial) -> str:
    """Statements that fail when a table or a column of this release is missing."""
    if trial.version.outdated:
        return ""  # migrations will add them
    lines = ["RESET search_path;"]
    for table, columns in expected_columns().items():
        named = ", ".join(f'"{column}"' for column in columns)
        lines.append(f'SELECT {named} FROM "{table}" LIMIT 0;')  # noqa: S608
    return "\n".join([*lines, ""])


def _our_tables() -> list[str]:
    """The tables of any release of the portal: another program may share the base."""
    starts = tuple(f"{config.label}_" for config in apps.get_app_configs())
    names = connection.introspection.table_names()
    return [name for name in names if name.startswith((*starts, "django_"))]


def _database() -> tuple[str]:
    return (f"--dbname={connection.settings_dict['NAME']}",)


def _places() -> dict[str, str]:
    """The environment of PostgreSQL's commands; the password never shows in the list
    of processes."""
    known = connection.settings_dict
    places = {"PGHOST": known["HOST"], "PGPORT": str(known["PORT"] or "")}
    places |= {"PGUSER": known["USER"], "PGPASSWORD": known["PASSWORD"]}
    return os.environ | {name: value for name, value in places.items() if value}


def _session(command: str, *options: str) -> subprocess.Popen:
    try:
        return subprocess.Popen(  # noqa: S603  a list of our own words, no shell
            [command, *options],
            env=_places(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError as error:
        message = f"« {command} » manque : installer postgresql-client."
        raise BackupError(message) from error


def _run(command: str, *options: str) -> str:
    session = _session(command, *options)
    told, said = session.communicate()
    if session.returncode:
        raise BackupError(said.strip()[-500:])
    return told
