"""The snapshot's file: written by any number of processes, read by any release."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError

from content.publishing import refresher, snapshot_file
from content.snapshot import formats, store
from content.snapshot.model import Snapshot
from tests.support.commands import environment, manage
from tests.support.paths import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
WRITE_OFTEN = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "guide_portal.settings"
django.setup()
from content.publishing import snapshot_file
for _ in range(40):
    snapshot_file.write_snapshot()
"""


@pytest.fixture
def unseen():
    """A process that holds no snapshot yet, as one that starts."""
    held = store._held.snapshot, store._held.mark
    store._held.snapshot, store._held.mark = None, ()
    yield
    store._held.snapshot, store._held.mark = held


def in_first_format(data: dict) -> dict:
    """The same data as the release before wrote it."""
    past = ("number", "publication", "at", "note")
    old = {k: v for k, v in data.items() if k != "format"}
    old["editions"] = [
        e | {"history": [[h[name] for name in past] for h in e["history"]]}
        for e in data["editions"]
    ]
    old["alerts"] = [a | {"mark": list(a["mark"].values())} for a in data["alerts"]]
    for name in ("retired", "news", "ledger"):
        old[name] = [list(line.values()) for line in data[name]]
    return old


def test_processes_that_write_at_once_all_succeed_and_leave_nothing(tmp_path):
    data = tmp_path / "data"
    manage("prepare", data=str(data))
    # what the release before left behind, when two processes wrote at once
    jam = data / "snapshot.previous.json.4242"
    jam.write_text("{}")
    os.utime(jam, (0, 0))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_OFTEN], cwd=ROOT, env=environment(str(data))
        )
        for _ in range(3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    left = {path.name for path in data.glob("*snapshot*")}
    assert left == {"snapshot.json", "snapshot.previous.json"}


def test_the_two_names_of_one_file_do_not_stop_the_next_write(loaded, settings):
    """Two processes may link the same file: renaming it over itself does nothing."""
    snapshot_file.write_snapshot()
    store.previous_file().unlink()
    os.link(settings.SNAPSHOT_FILE, store.previous_file())
    for _ in range(3):
        snapshot_file.write_snapshot()
    assert len(list(settings.SNAPSHOT_FILE.parent.glob("*snapshot*"))) == 2


def test_a_file_of_the_release_before_is_read_then_rewritten(loaded, settings, unseen):
    data = json.loads(settings.SNAPSHOT_FILE.read_bytes())
    old = in_first_format(data)
    del old["ledger"]
    settings.SNAPSHOT_FILE.write_text(json.dumps(old), encoding="utf-8")
    assert loaded.get("/guide/payer-creance/").status_code == 200
    refresher.refresh(known=snapshot_file.mark_in_file())
    assert json.loads(settings.SNAPSHOT_FILE.read_bytes())["format"] == formats.FORMAT


def test_the_first_format_says_the_same_as_todays(loaded, settings):
    data = json.loads(settings.SNAPSHOT_FILE.read_bytes())
    assert formats.current_format(in_first_format(data)) == data


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b"null", b'"x"', b'{"format": "2"}', b'{"number": 3}',
               b'{"format": 2, "number": 1}', b"\xff\xfe", b"[" * 5000],
)  # fmt: skip
def test_an_unreadable_file_is_rebuilt_at_once(loaded, settings, unseen, damage):
    settings.SNAPSHOT_FILE.write_bytes(damage)
    refresher.refresh(known=snapshot_file.mark_in_file())
    assert loaded.get("/guide/payer-creance/").status_code == 200


@pytest.mark.parametrize("damage", [b'{"format": 2}', None])
def test_a_process_that_starts_without_its_file_serves_the_one_before(
    loaded, settings, unseen, damage
):
    snapshot_file.write_snapshot()
    snapshot_file.write_snapshot()
    settings.SNAPSHOT_FILE.unlink()
    if damage:
        settings.SNAPSHOT_FILE.write_bytes(damage)
    assert loaded.get("/guide/payer-creance/").status_code == 200


def test_a_damaged_file_never_takes_the_place_of_the_good_one_before(loaded, settings):
    snapshot_file.write_snapshot()
    snapshot_file.write_snapshot()
    settings.SNAPSHOT_FILE.write_bytes(b'{"format": 2, "number": 9, "alerts": []}')
    snapshot_file.write_snapshot()
    Snapshot(json.loads(store.previous_file().read_bytes()))


def test_an_older_release_leaves_the_file_of_a_newer_one(loaded, settings):
    assert loaded.get("/").status_code == 200  # a snapshot in hand
    data = json.loads(settings.SNAPSHOT_FILE.read_bytes()) | {"format": 99}
    settings.SNAPSHOT_FILE.write_text(json.dumps(data), encoding="utf-8")
    refresher.refresh(known=snapshot_file.mark_in_file())
    assert json.loads(settings.SNAPSHOT_FILE.read_bytes())["format"] == 99
    assert loaded.get("/guide/payer-creance/").status_code == 200


def test_a_disk_that_refuses_is_not_a_database_away(loaded, monkeypatch):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot_file.tempfile, "mkstemp", full)
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert refresher.last_look["database"] == "ok"
    told = loaded.get("/readyz").json()
    assert told["database"] == "ok" and "No space left" in told["snapshot_error"]
    monkeypatch.undo()
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert "snapshot_error" not in loaded.get("/readyz").json()


def test_readyz_says_when_the_site_and_the_database_disagree(loaded):
    refresher.refresh(known=snapshot_file.NO_FILE)
    told = loaded.get("/readyz").json()
    assert (told["database"], told["agrees"]) == ("ok", True)
    refresher.last_look["number"] += 1
    told = loaded.get("/readyz").json()
    assert (told["database"], told["agrees"]) == ("en avance", False)


def test_texts_that_make_no_snapshot_leave_the_file(loaded, settings, monkeypatch):
    before = settings.SNAPSHOT_FILE.read_bytes()

    def broken(data):
        raise KeyError("name")

    monkeypatch.setattr(snapshot_file, "Snapshot", broken)
    with pytest.raises(snapshot_file.UnreadableSnapshotError):
        snapshot_file.write_snapshot()
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert settings.SNAPSHOT_FILE.read_bytes() == before
    assert refresher.last_look["database"] == "ok"


def test_a_database_away_is_said(loaded, monkeypatch):
    def away():
        raise OperationalError("absente")

    monkeypatch.setattr(snapshot_file, "wanted_mark", away)
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert loaded.get("/readyz").json()["database"] == "absente"
    monkeypatch.undo()
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert loaded.get("/readyz").json()["database"] == "ok"


def test_prepare_rewrites_a_file_of_another_format(loaded, settings, capsys):
    data = json.loads(settings.SNAPSHOT_FILE.read_bytes()) | {"format": 99}
    settings.SNAPSHOT_FILE.write_text(json.dumps(data), encoding="utf-8")
    call_command("prepare")
    assert json.loads(settings.SNAPSHOT_FILE.read_bytes())["format"] == formats.FORMAT
