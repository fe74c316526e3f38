"""Restore on PostgreSQL, given dumps of every sort: refused, nothing lost; or wholly in
place."""

import contextlib
import os
import shutil
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from tests.support.commands import attempt, manage


@pytest.fixture(scope="module")
def base(postgres):
    """A database with the guide in it."""
    address = postgres.fresh()
    manage("prepare", database=address)
    return address


@pytest.fixture(scope="module")
def good(base, tmp_path_factory):
    file = tmp_path_factory.mktemp("copies") / "guide.dump"
    manage("backup", str(file), database=base)
    return file


@pytest.fixture
def copy(good, tmp_path):
    return Path(shutil.copy(good, tmp_path / "guide.dump"))


@pytest.fixture
def data(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def content(address: str) -> list[str]:
    """Everything the database holds, but for the roles: they are made again."""
    told = subprocess.run(
        ["pg_dump", "--inserts", "--no-owner", address],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = told.stdout.splitlines()
    # a dump of today's commands has a random word in it, against injection
    random = ("\\restrict", "\\unrestrict")
    roles = "auth_group_permissions"
    return [x for x in lines if roles not in x and not x.startswith(random)]


def dumped_after(postgres, good: Path, target: Path, *statements: str) -> Path:
    """A dump of another database: the guide's, changed, when `good` is given."""
    address = postgres.fresh()
    if good:
        words = ["pg_restore", "--no-owner", f"--dbname={address}", str(good)]
        subprocess.run(words, check=True)
    with psycopg.connect(address) as other:
        for statement in statements:
            other.execute(statement)
    subprocess.run(["pg_dump", "-Fc", f"--file={target}", address], check=True)
    return target


NEWER = (
    "INSERT INTO django_migrations (app, name, applied) "
    "VALUES ('content', '0099_future', now())"
)
REFUSED = {
    "empty": (b"", "n'est pas une copie de PostgreSQL"),
    "text": (b"bonjour" * 900, "n'est pas une copie de PostgreSQL"),
    "header alone": (b"PGDMP", "ne se lit pas"),
    "noise": (b"PGDMP" + os.urandom(9000), "ne se lit pas"),
    "sqlite": (b"SQLite format 3\0" + bytes(900), "copie de SQLite"),
    "torn in half": (0.5, "ne se lit pas"),
    "torn at the end": (0.98, "ne se lit pas"),
    "foreign": (["CREATE TABLE x (y int)"], "n'est pas une copie de ce guide"),
    "newer": ([NEWER], "version plus récente du portail"),
    "a column less": (["ALTER TABLE content_alert DROP COLUMN text"], "text"),
    "a table less": (["DROP TABLE content_alert"], "content_alert"),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_what_is_no_copy_is_refused_before_anything(sort, copy, base, data, postgres):
    spoiled, told = REFUSED[sort]
    if isinstance(spoiled, bytes):
        copy.write_bytes(spoiled)
    elif isinstance(spoiled, float):
        os.truncate(copy, int(copy.stat().st_size * spoiled))
    else:
        full = None if sort == "foreign" else copy
        dumped_after(postgres, full, copy, *spoiled)
    before = content(base)
    refused = attempt("restore", str(copy), database=base, data=str(data))
    assert refused.returncode == 1
    assert "Rien n'a été remis en place" in refused.stderr
    assert told in refused.stderr
    assert content(base) == before
    assert not list(data.iterdir())


def test_a_copy_is_put_in_place_and_what_it_replaces_is_kept(copy, base, data):
    with psycopg.connect(base) as editor:
        editor.execute("UPDATE content_edition SET note = 'écrit après la copie'")
        # a table of a release that the copy does not know, and one of somebody else
        editor.execute("CREATE TABLE content_later (id int)")
        editor.execute("CREATE TABLE voisin (id int)")
    replaced = content(base)
    told = manage("restore", str(copy), database=base, data=str(data))
    assert "Copie remise en place : version content 00" in told
    with psycopg.connect(base) as editor:
        left = editor.execute("SELECT 1 FROM content_edition WHERE note LIKE 'écrit%'")
        assert not left.fetchall()
        assert editor.execute("SELECT count(*) FROM voisin").fetchone() == (0,)
        later = "SELECT to_regclass('content_later')"
        assert editor.execute(later).fetchone() == (None,)
    [aside] = data.glob("remplacee-*.dump")
    assert aside.stat().st_mode & 0o777 == 0o600
    # what was put aside comes back whole: nothing was lost
    manage("restore", str(aside), database=base, data=str(data))
    with psycopg.connect(base) as editor:
        count = "SELECT count(*) FROM content_edition WHERE note LIKE 'écrit%'"
        [(number,)] = editor.execute(count).fetchall()
        editor.execute("DROP TABLE voisin")
    assert number > 100
    assert sum("écrit après" in line for line in replaced) == number
    manage("restore", str(copy), database=base, data=str(data))


def test_an_edit_acknowledged_during_a_restore_is_in_place_or_put_aside(
    copy, base, data
):
    """Somebody writes in a loop while the copy is put in place."""
    table = "guide_portal_failedsearch"
    columns, values = 'month, words, count, "left"', "now(), %s, 1, 0"
    insert = f"INSERT INTO {table} ({columns}) VALUES ({values})"
    restoring = threading.Thread(
        target=manage,
        args=("restore", str(copy)),
        kwargs={"database": base, "data": str(data)},
    )
    written = []
    with psycopg.connect(base, autocommit=True) as editor:
        restoring.start()
        while restoring.is_alive():
            with contextlib.suppress(psycopg.Error):  # refused: not acknowledged
                editor.execute(insert, [f"mot-{len(written)}"])
                written.append(f"mot-{len(written)}")
        restoring.join()
        here = editor.execute(f"SELECT words FROM {table}").fetchall()
    [aside] = data.glob("remplacee-*.dump")
    words = ["pg_restore", "--data-only", f"--table={table}", "--file=-", str(aside)]
    kept = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert len(written) > 20
    assert set(written) <= {words for (words,) in here} | set(kept.split())
