"""Backup and restore, by the commands, on a real database that serves."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import GUIDE, Server, manage


@pytest.fixture
def serving(tmp_path):
    running = Server(tmp_path / "data")
    yield running
    running.stop()


def test_a_restored_copy_brings_back_what_readers_saw(serving, tmp_path):
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
def test_what_is_no_copy_is_refused_and_nothing_changes(serving, tmp_path, content):
    data, copy = str(serving.data), tmp_path / "wrong"
    if content is not None:
        copy.write_bytes(content)
    before = manage("state", data=data)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        manage("restore", str(copy), data=data)
    assert "Rien n'a été remis en place" in refused.value.stderr
    assert "Traceback" not in refused.value.stderr
    assert manage("state", data=data) == before


def test_a_copy_that_cannot_be_written_says_so(serving):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        manage("backup", "/proc/nowhere/guide.sqlite3", data=str(serving.data))
    assert "La copie n'a pas été faite" in refused.value.stderr
