"""Restore refuses what is no copy of ours before anything is touched."""

import gzip
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import Edition
from tests.support.copies import (
    MIGRATIONS,
    OURS,
    applied,
    change,
    content,
    damaged,
    folder,
    made,
    missing,
    pipe,
    with_bytes,
    zipped,
)

REFUSED = {
    "empty": (lambda f: with_bytes(f, b""), "pas une copie de ce guide"),
    "text": (lambda f: with_bytes(f, b"bonjour" * 900), "ne se lit pas"),
    "image": (lambda f: with_bytes(f, b"\x89PNG\r\n\x1a\n" + bytes(5000)), "ne se lit"),
    "noise": (lambda f: with_bytes(f, os.urandom(50_000)), "ne se lit pas"),
    "header alone": (lambda f: with_bytes(f, f.read_bytes()[:100]), "ne se lit pas"),
    "torn early": (lambda f: with_bytes(f, f.read_bytes()[:9000]), "« "),
    "torn in half": (lambda f: with_bytes(f, f.read_bytes()[: 4096 * 90]), "« "),
    "torn at the end": (lambda f: with_bytes(f, f.read_bytes()[:-4096]), "« "),
    "damaged": (damaged, "« "),
    "gzip": (lambda f: with_bytes(f, gzip.compress(f.read_bytes())), "ne se lit pas"),
    "zip": (zipped, "ne se lit pas"),
    "postgresql": (lambda f: with_bytes(f, b"PGDMP" + bytes(900)), "de PostgreSQL"),
    "foreign": (lambda f: made(f, "CREATE TABLE x (y)"), "pas une copie"),
    "one name of ours": (
        lambda f: made(f, "CREATE TABLE content_edition (x)"),
        "pas une copie de ce guide",
    ),
    "another Django": (
        lambda f: made(f, MIGRATIONS, applied("blog", "0001_initial")),
        "pas une copie de ce guide",
    ),
    "an app named as ours": (
        lambda f: made(f, MIGRATIONS, applied("content", "0001_initial")),
        "pas une copie de ce guide",
    ),
    "our migrations, no table": (lambda f: made(f, MIGRATIONS, *OURS), "« "),
    "other migrations table": (
        lambda f: made(f, "CREATE TABLE django_migrations (name)"),
        "ne se lit pas",
    ),
    "other text encoding": (
        lambda f: made(f, "PRAGMA encoding='UTF-16'", "CREATE TABLE é (y)"),
        "pas une copie",
    ),
    "a table less": (lambda f: change(f, "DROP TABLE content_alert"), "il y manque"),
    "a column less": (
        lambda f: change(f, "ALTER TABLE content_alert DROP COLUMN text"),
        "content_alert.text",
    ),
    "a line without its page": (
        lambda f: change(f, "PRAGMA foreign_keys=OFF", "DELETE FROM procedures_step"
                         " WHERE 0", "DELETE FROM auth_permission"),
        "des lignes manquent",
    ),
    "a view": (lambda f: change(f, "CREATE VIEW v AS SELECT 1"), "pas une copie"),
    "a trigger": (
        lambda f: change(f, "CREATE TRIGGER t AFTER DELETE ON auth_user BEGIN DELETE "
                         "FROM content_edition; END"),
        "pas une copie de ce guide",
    ),
    "newer": (
        lambda f: change(f, applied("content", "0099_future"),
                         "ALTER TABLE content_edition ADD COLUMN later TEXT"),
        "version plus récente du portail (content 0099_future)",
    ),
    "newer library": (lambda f: change(f, applied("auth", "0999_future")), "récente"),
    "too old": (
        lambda f: change(f, "DELETE FROM django_migrations WHERE app = 'content'",
                         applied("content", "0001_initial"),
                         applied("content", "0002_ledger")),
        "version trop ancienne",
    ),
    "a folder": (folder, "n'est pas un fichier"),
    "missing": (missing, "n'existe pas"),
    "a pipe": (pipe, "n'est pas un fichier"),
    "a device": (lambda f: Path("/dev/zero"), "n'est pas un fichier"),
}  # fmt: skip


@pytest.mark.parametrize("sort", REFUSED)
def test_a_file_that_is_no_copy_of_ours_is_refused_before_anything(live, copy, sort):
    before, alone = content(live), sorted(live.parent.iterdir())
    spoil, told = REFUSED[sort]
    wrong = spoil(copy)
    with pytest.raises(CommandError, match="Rien n'a été remis en place") as refused:
        call_command("restore", wrong)
    assert told in str(refused.value)
    assert str(wrong) in str(refused.value)
    assert content(live) == before
    assert sorted(live.parent.iterdir()) == alone


@pytest.mark.parametrize("link", [os.symlink, os.link, None])
@pytest.mark.parametrize("end", ["", "-wal"])
def test_the_live_database_is_neither_restored_nor_backed_up_onto(
    live, tmp_path, link, end
):
    own = Path(f"{live}{end}")
    Edition.objects.update(note="")
    before = content(live)
    if link:
        link(own, own := tmp_path / "autre-nom")
    for command in ("restore", "backup"):
        with pytest.raises(CommandError, match="est la base en service"):
            call_command(command, own)
    assert content(live) == before
