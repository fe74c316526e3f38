"""Restore, given files of every sort: refused with nothing lost, or wholly in place."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import Edition, Permalink
from content.operations import backup, sqlite_backup
from content.publishing import permalinks, snapshot_file
from tests.support.commands import manage
from tests.support.copies import applied, change, content


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


def test_a_name_published_after_the_copy_keeps_its_number(live, copy, capsys):
    before = permalinks.permalinks()
    number = max(name.number for name in before) + 1
    Permalink.objects.create(slug="page-imprimee", number=number, keys=["bloc"])
    call_command("restore", copy)
    told = capsys.readouterr().out
    assert "1 page(s) n'y sont pas : page-imprimee" in told
    assert permalinks.permalinks() == [*before, (number, "page-imprimee", ["bloc"])]


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


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone gives files away")
def test_a_snapshot_that_root_writes_belongs_to_who_serves(live, settings, tmp_path):
    folder_ = tmp_path / "of-the-service"
    folder_.mkdir()
    os.chown(folder_, 4321, 4321)
    settings.SNAPSHOT_FILE = folder_ / "snapshot.json"
    snapshot_file.write_snapshot()
    snapshot_file.write_snapshot()
    for file in folder_.iterdir():
        assert (file.stat().st_uid, file.stat().st_mode & 0o777) == (4321, 0o600)
