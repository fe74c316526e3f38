"""Restore, given files of every sort: refused with nothing lost, or wholly in place."""

import gzip
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import Edition
from content.operations import backup, sqlite_backup
from content.publishing import snapshot_file
from tests.support.commands import manage


@pytest.fixture
def live(loaded, settings):
    """The database of this test, as the one in service."""
    settings.DATABASE_FILE = settings.DATA_DIR / "test.sqlite3"
    yield settings.DATABASE_FILE
    for aside in settings.DATA_DIR.glob("remplacee-*"):
        aside.unlink()


@pytest.fixture
def copy(live, tmp_path):
    call_command("backup", tmp_path / "copies" / "guide.sqlite3")
    return tmp_path / "copies" / "guide.sqlite3"


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


def other_pages(file: Path) -> Path:
    other = file.with_name("pages-de-8-ko")
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA page_size = 8192")
        opened.execute(f"VACUUM INTO '{other}'")
    return other


def by_first_release(file: Path) -> Path:
    """As the migrations before the squash left it."""
    first = {
        "content": ("0001_initial", "0002_ledger", "0003_desk", "0004_help_texts"),
        "procedures": ("0001_initial", "0002_ordered_json", "0003_help_texts"),
        "troubleshooting": ("0001_initial", "0002_help_texts"),
        "guide_portal": ("0001_initial", "0002_feedback"),
    }
    names = [applied(app, name) for app, names in first.items() for name in names]
    return change(
        file, "DELETE FROM django_migrations WHERE name = '0001_squashed'", *names
    )


def with_a_journal(file: Path) -> Path:
    """Copied by hand while it served: a part of it lies beside."""
    raw = file.with_name("a-la-main")
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("UPDATE content_edition SET note = 'dans le journal'")
        opened.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", f"{raw}{end}")
    return raw


def read_only(file: Path) -> Path:
    file.chmod(0o400)
    return file


@pytest.mark.parametrize(
    "sort", [lambda f: f, other_pages, by_first_release, with_a_journal, read_only]
)
def test_a_copy_of_ours_is_put_in_place_and_what_it_replaces_is_kept(live, copy, sort):
    good = sort(copy)
    Edition.objects.update(note="écrit après la copie")
    replaced, beside = content(live), sorted(good.parent.iterdir())
    call_command("restore", good)
    assert not Edition.objects.filter(note="écrit après la copie").exists()
    if sort is with_a_journal:
        assert Edition.objects.filter(note="dans le journal").exists()
    [aside] = live.parent.glob("remplacee-*.sqlite3")
    assert content(aside) == replaced
    assert aside.stat().st_mode & 0o777 == 0o600
    assert sorted(good.parent.iterdir()) == beside
    call_command("restore", aside)
    assert content(live) == replaced


def test_check_tells_the_version_and_touches_nothing(live, copy, capsys):
    before = content(live)
    call_command("restore", copy, check=True)
    assert "version content 00" in capsys.readouterr().out
    assert content(live) == before


def test_a_missing_database_is_made_again(copy, tmp_path):
    data = shutil.copytree(os.environ["GUIDE_DATA"], tmp_path / "data")
    before = manage("state", data=str(data))
    for end in ("", "-wal", "-shm"):
        Path(f"{data}/guide.sqlite3{end}").unlink(missing_ok=True)
    assert "Redémarrez le site" in manage("restore", str(copy), data=str(data))
    assert manage("state", data=str(data)) == before
    assert not list(data.glob("remplacee-*"))


def test_a_copy_that_readers_cannot_have_is_taken_out_again(live, copy, monkeypatch):
    Edition.objects.update(note="écrit après la copie")
    before = content(live)

    def refuse():
        raise KeyError("name")

    monkeypatch.setattr(snapshot_file, "write_snapshot", refuse)
    with pytest.raises(CommandError) as told:
        call_command("restore", copy)
    assert "essayée puis retirée" in str(told.value)
    assert "de nouveau en place" in str(told.value)
    assert content(live) == before


def test_when_neither_goes_the_message_says_what_is_in_place(live, copy, monkeypatch):
    def refuse(*_):
        raise OSError("disque plein")

    monkeypatch.setattr(snapshot_file, "write_snapshot", refuse)
    monkeypatch.setattr(backup, "put_back", refuse)
    with pytest.raises(CommandError) as told:
        call_command("restore", copy)
    [aside] = live.parent.glob("remplacee-*.sqlite3")
    assert "La copie est en place" in str(told.value)
    assert str(aside) in str(told.value)
    assert "Rien" not in str(told.value)


def test_no_edit_falls_between_the_copy_put_aside_and_the_copy_put_in_place(
    live, copy, monkeypatch
):
    pour = sqlite_backup._pour

    def while_an_editor_saves(connection):
        editor = sqlite3.connect(live, timeout=0)
        with closing(editor), pytest.raises(sqlite3.OperationalError, match="locked"):
            editor.execute("UPDATE content_edition SET note = 'perdu'")
        pour(connection)

    monkeypatch.setattr(sqlite_backup, "_pour", while_an_editor_saves)
    call_command("restore", copy)


def test_files_are_for_the_serving_account_alone_whatever_the_umask(live, tmp_path):
    before = os.umask(0)
    try:
        call_command("backup", tmp_path / "neuf" / "dossier" / "copie")
        call_command("restore", tmp_path / "neuf" / "dossier" / "copie")
    finally:
        os.umask(before)
    for folder_ in (tmp_path / "neuf", tmp_path / "neuf" / "dossier", live.parent):
        assert folder_.stat().st_mode & 0o777 == 0o700
    files = [tmp_path / "neuf" / "dossier" / "copie"]
    for file in [*files, *(p for p in live.parent.iterdir() if p.is_file())]:
        assert file.stat().st_mode & 0o777 == 0o600, file


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone gives files away")
def test_what_root_restores_belongs_to_who_serves(live, copy, settings, tmp_path):
    owner = live.parent.stat()
    settings.SNAPSHOT_FILE = live.parent / "snapshot-of-root.json"
    os.chown(live.parent, 4321, 4321)
    try:
        call_command("restore", copy)
        for file in live.parent.iterdir():
            if file.is_file():
                assert (file.stat().st_uid, file.stat().st_gid) == (4321, 4321), file
    finally:
        os.chown(live.parent, owner.st_uid, owner.st_gid)
        for file in live.parent.iterdir():
            os.chown(file, owner.st_uid, owner.st_gid)
        settings.SNAPSHOT_FILE.unlink()
