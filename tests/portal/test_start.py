"""Starting and stopping: each refusal is a French sentence that says what to do."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading

import pytest

from tests.support.commands import attempt, environment
from tests.support.paths import ROOT
from tests.support.portal import free_port

ROOT_ACCOUNT = os.geteuid() == 0


def launch(data, *words: str, before: tuple[str, ...] = (), **own: str):
    """The launcher, to its end; (code, what it said)."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "guide_portal.serving.launcher", *words],
        cwd=ROOT,
        env=environment(str(data)) | own,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return done.returncode, said


@pytest.fixture
def portal(tmp_path):
    """A portal that serves: (process, port), its first words read."""
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-m", "guide_portal.serving.launcher", "--port", str(port)],
        cwd=ROOT,
        env=environment(str(tmp_path)) | {"GUIDE_SECRET_KEY": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    yield running, port
    running.kill()
    running.stdout.close()
    running.wait()


def test_a_portal_says_where_it_is_when_it_answers_and_stops_when_asked(
    portal, tmp_path
):
    running, port = portal
    for line in running.stdout:
        if "en ligne" in line:
            break
    assert f"http://127.0.0.1:{port}/" in line
    code, said = launch(tmp_path / "autre", "--port", str(port))
    assert code == 1 and f"port {port} est déjà pris" in said
    assert "PORT=" in said and not (tmp_path / "autre" / "guide.sqlite3").exists()
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0


def test_a_port_held_by_any_program_is_told(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, said = launch(tmp_path, "--port", str(other.getsockname()[1]))
    assert code == 1 and "déjà pris" in said


def test_an_address_of_another_machine_is_told(tmp_path):
    code, said = launch(tmp_path, "--host", "192.0.2.1", "--port", str(free_port()))
    assert code == 1 and "n'est pas une adresse de cette machine" in said


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_empty_key_is_made_again(tmp_path, left):
    (tmp_path / "secret-key").write_text(left)
    for _ in range(2):
        assert launch(tmp_path, "--key", GUIDE_SECRET_KEY="") == (0, "")
        key = (tmp_path / "secret-key").read_text().strip()
        assert len(key) > 50
    assert attempt("state", data=str(tmp_path), GUIDE_SECRET_KEY="").returncode == 0
    assert [p.name for p in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.skipif(not ROOT_ACCOUNT, reason="il faut être root pour monter un disque")
@pytest.mark.parametrize("words", [["--key"], []])
def test_a_full_disk_is_told_and_leaves_no_half_key(tmp_path, words):
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("aucun disque ne se monte ici")
    try:
        (tmp_path / "plein").write_bytes(b"x" * 60_000)
        words = [*words, "--port", str(free_port())]
        code, said = launch(tmp_path, *words, GUIDE_SECRET_KEY="")
        assert code == 1 and "disque est plein" in said
        assert not (tmp_path / "secret-key").exists()
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.mark.skipif(not ROOT_ACCOUNT, reason="il faut être root pour changer de compte")
def test_a_folder_of_another_account_is_told(tmp_path):
    tmp_path.chmod(0o700)
    other = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    code, said = launch(tmp_path, "--key", before=other)
    assert code == 1 and "chown" in said


def test_what_is_no_folder_is_told(tmp_path):
    (tmp_path / "fichier").write_text("")
    code, said = launch(tmp_path / "fichier", "--key")
    assert code == 1 and "n'est pas un dossier" in said


def test_a_database_of_a_newer_version_is_left_alone(tmp_path, published):
    assert attempt("prepare", data=str(tmp_path)).returncode == 0
    base = sqlite3.connect(tmp_path / "guide.sqlite3")
    with base:
        base.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('content', '0999_later', '2030-01-01')"
        )
    base.close()
    done = attempt("prepare", data=str(tmp_path))
    assert done.returncode == 1 and "plus récente" in done.stderr
    assert "Rien n'a été touché" in done.stderr and "Traceback" not in done.stderr


def test_those_who_prepare_at_once_all_end_well(tmp_path):
    ended = []
    threads = [
        threading.Thread(
            target=lambda: ended.append(attempt("prepare", data=str(tmp_path)))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.returncode for done in ended] == [0, 0, 0], ended


def test_an_old_python_is_told_by_make(tmp_path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    copy = tmp_path / "clone"
    copy.mkdir()
    for name in ("Makefile", "requirements.txt"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        ["make", "run", f"PYTHON={old}"], cwd=copy, capture_output=True, text=True
    )
    assert done.returncode != 0 and "Il faut Python 3.11" in done.stderr


def test_manage_py_run_by_its_name_finds_its_python_or_says_how(tmp_path):
    door = shutil.copy(ROOT / "manage.py", tmp_path)
    assert os.access(door, os.X_OK)
    # -S: a Python that has nothing installed
    alone = [sys.executable, "-S", str(door), "state"]
    done = subprocess.run(alone, capture_output=True, text=True)
    assert done.returncode == 1
    assert (
        done.stderr == "Il manque « django » : lancer « make run » une fois d'abord.\n"
    )
    own = tmp_path / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "$@"\n')
    own.chmod(0o755)
    done = subprocess.run(alone, capture_output=True, text=True)
    assert done.stdout.split() == [str(door), "state"]


def test_make_run_lets_pip_say_nothing_but_its_failures():
    said = subprocess.run(
        ["make", "--dry-run", "--always-make", "run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    pip = re.findall(r".*-m pip install.*", said.replace("\\\n", " "))
    assert pip
    for line in pip:
        assert line.count("--quiet") == 2 and "--root-user-action=ignore" in line
