"""Backup and restore, by the commands, on a real database that serves."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.commands import manage
from tests.support.paths import GUIDE
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def serving(tmp_path):
    running = Server(tmp_path / "data")
    yield running
    running.stop()


def test_a_restored_backup_brings_back_what_readers_saw(serving, tmp_path):
    data, copy = str(serving.data), str(tmp_path / "copies" / "guide.sqlite3")
    manage("backup", copy, data=data)
    guide = Path(shutil.copytree(GUIDE, tmp_path / "guide"))
    path = guide / "demarches.yaml"
    path.write_text(
        path.read_text("utf-8").replace("Payer une créance", "Payer, enfin"), "utf-8"
    )
    manage("load_guide", str(guide), data=data)
    assert "Payer, enfin" in serving.ask("/guide/payer-creance/").body.decode()
    before = manage("state", data=data)
    manage("restore", copy, data=data)
    assert "Payer une créance" in serving.ask("/guide/payer-creance/").body.decode()
    assert '"Payer une créance"' in manage("state", data=data) != before
    assert [p.name for p in (tmp_path / "copies").iterdir()] == ["guide.sqlite3"]


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, None])
def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(
    serving, tmp_path, content
):
    data, copy = str(serving.data), tmp_path / "wrong"
    if content is not None:
        copy.write_bytes(content)
    before = manage("state", data=data)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        manage("restore", str(copy), data=data)
    assert "Rien n'a été remis en place" in refused.value.stderr
    assert "Traceback" not in refused.value.stderr
    assert manage("state", data=data) == before


def test_a_backup_that_cannot_be_written_says_so(serving):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        manage("backup", "/proc/nowhere/guide.sqlite3", data=str(serving.data))
    assert "La copie n'a pas été faite" in refused.value.stderr


def test_a_database_that_cannot_be_read_is_put_aside_for_the_backup(serving, tmp_path):
    data, copy = str(serving.data), str(tmp_path / "copie")
    before = manage("state", data=data)
    manage("backup", copy, data=data)
    base = serving.data / "guide.sqlite3"
    base.write_bytes(b"bruit" * 100_000)
    assert serving.ask("/guide/payer-creance/").status == 200
    assert "Redémarrez le site" in manage("restore", copy, data=data)
    [aside] = serving.data.glob("remplacee-*.sqlite3")
    assert aside.read_bytes().startswith(b"bruit")
    assert manage("state", data=data) == before


def test_a_torn_snapshot_is_written_again_by_itself(serving):
    assert serving.ask("/guide/payer-creance/").status == 200  # it has read it
    file = serving.data / "snapshot.json"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    for _ in range(40):
        assert serving.ask("/guide/payer-creance/").status == 200
        if len(file.read_bytes()) == len(whole):
            return
        time.sleep(0.1)
    pytest.fail("the snapshot stayed torn")
