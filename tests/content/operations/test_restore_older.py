"""A copy of an older release is upgraded as it is put in place, on either database."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.support.commands import attempt, manage

APPS = ("content", "guide_portal", "procedures", "troubleshooting")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """The arguments of a command for a database of release 1.0, with an edition in it,
    and a way to ask that database."""
    data = tmp_path / "data"
    data.mkdir()
    if request.param == "sqlite":
        (data / "guide.sqlite3").touch()
        kept, connect = {"data": str(data)}, sqlite3.connect
        address = str(data / "guide.sqlite3")
    else:
        address = request.getfixturevalue("postgres").fresh()
        kept, connect = {"data": str(data), "database": address}, psycopg.connect
    for app in APPS:
        manage("migrate", app, "0001", "--verbosity=0", **kept)
    for app in ("account", "admin", "mfa", "sessions", "usersessions"):
        manage("migrate", app, "--verbosity=0", **kept)

    def ask(statement: str) -> list:
        with closing(connect(address)) as asked:
            answer = asked.execute(statement)
            rows = answer.fetchall() if answer.description else []
            asked.commit()
            return rows

    return kept, ask


def test_a_copy_of_the_first_release_is_upgraded_in_place(place, tmp_path):
    kept, ask = place
    ask(
        "INSERT INTO content_work (kind, slug, state, edited_by, edited_at, opened_by,"
        " note, scheduled_by) VALUES ('procedure', 'une-page', 'relecture', 'rene',"
        " '2026-11-24 10:00:00', '', 'Gardée', '')"
    )
    copy = tmp_path / "ancienne"
    told = manage("backup", str(copy), **kept)
    assert "content 0001" in told
    manage("prepare", **kept)
    published = ask("SELECT count(*) FROM content_edition")
    assert published != [(0,)]
    told = manage("restore", str(copy), **kept)
    assert "version content 0001" in told and "mise à jour pour ce portail" in told
    assert ask("SELECT note FROM content_work") == [("Gardée",)]
    assert ask("SELECT count(*) FROM content_draftversion") == [(0,)]
    assert ask("SELECT count(*) FROM content_edition") == [(0,)]
    manage("migrate", "--check", **kept)
    # and what it replaced is whole
    [aside] = (tmp_path / "data").glob("remplacee-*")
    manage("restore", str(aside), **kept)
    assert ask("SELECT count(*) FROM content_edition") == published


def test_a_copy_that_cannot_be_upgraded_leaves_everything(place, tmp_path):
    kept, ask = place
    # a table of a later release stands in the way of its own migration
    ask("CREATE TABLE content_draftversion (id integer)")
    copy = tmp_path / "bancale"
    manage("backup", str(copy), **kept)
    ask("DROP TABLE content_draftversion")
    manage("prepare", **kept)
    before = ask("SELECT id, slug FROM content_edition ORDER BY id")
    refused = attempt("restore", str(copy), **kept)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "met pas à jour" in refused.stderr or "a été remise" in refused.stderr
    assert ask("SELECT id, slug FROM content_edition ORDER BY id") == before
