"""The image and the services of deploy/compose.yaml, without an engine: what the image
runs is run here with as few rights."""

import http.client
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from tests.support.commands import environment
from tests.support.paths import ROOT
from tests.support.portal import Process, free_port, wait

DEPLOY = ROOT / "deploy"
ROOT_ACCOUNT = os.geteuid() == 0


@pytest.fixture
def open_folder():
    """A folder that other accounts may enter; pytest closes its own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def opened(program: Path, folder: Path) -> str:
    """Shell words that let any account reach a program kept in a closed folder, in a
    mount namespace of their own."""
    closed = [p for p in reversed(program.parents) if not p.stat().st_mode & 0o001]
    if not closed:
        return ""
    aside = folder / "program"
    aside.mkdir()
    return (
        f"mount --bind {program} {aside} && mount -t tmpfs -o mode=755 tmpfs "
        f"{closed[0]} && mkdir -p {program} && mount --bind {aside} {program} && "
    )


@pytest.mark.skipif(not ROOT_ACCOUNT, reason="il faut être root pour changer de compte")
def test_what_the_image_runs_needs_no_right_but_its_data(published, open_folder):
    """The command of the Dockerfile, under another account, over a code that nobody
    may write, without executable memory that is writable, as in the unit too."""
    run = re.findall(r"^CMD \[(.+)\]$", (ROOT / "Dockerfile").read_text(), re.M)[-1]
    words = [word.strip(' "') for word in run.split(",")]
    port, data = free_port(), open_folder / "data"
    words = [sys.executable, *words[1:], "--port", str(port)]
    data.mkdir()
    os.chown(data, 10001, 10001)
    inside = (
        f"{opened(Path(sys.base_prefix), open_folder)} mount --bind {ROOT} {ROOT} && "
        f"mount -o remount,ro,bind {ROOT} && cd {ROOT} && exec setpriv "
        "--reuid=10001 --regid=10001 --clear-groups --no-new-privs "
        '--bounding-set=-all --inh-caps=-all "$@"'
    )
    refuse_exec_gain = (
        "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    log = (open_folder / "log").open("wb")
    served = Process(
        ["unshare", "--mount", "sh", "-c", inside, "sh"]
        + [sys.executable, "-c", refuse_exec_gain, *words],
        cwd=ROOT,
        env=environment(str(data)),
        stderr=log,
    )
    try:
        wait(f"http://127.0.0.1:{port}", 60)
        link = http.client.HTTPConnection("127.0.0.1", port)
        for path in ("/guide/payer-creance/", "/gestion/login/", "/recherche/?q=rib"):
            link.request("GET", path, headers={"Host": "localhost"})
            answer = link.getresponse()
            assert answer.status == 200 and answer.read()
        link.close()
    except RuntimeError:
        pytest.fail((open_folder / "log").read_text())
    finally:
        served.kill()
        log.close()


def test_the_image_holds_what_it_copies_and_nothing_else():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copied = [
        line.split()[1].removeprefix("./")
        for line in lines
        if re.match(r"COPY \w", line)
    ]
    kept = (ROOT / ".dockerignore").read_text().split()
    assert kept[0] == "*" and {f"!{name}" for name in copied} == set(kept[1:-1])
    assert all((ROOT / name).exists() for name in copied)
    user = lines.index("USER 10001")
    assert user > max(n for n, line in enumerate(lines) if line.startswith("RUN"))
    assert any(line.startswith("HEALTHCHECK") for line in lines)


def test_the_services_together_are_closed_and_their_web_server_is_the_documented_one():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    guide = services["guide"]
    assert guide["read_only"] and guide["cap_drop"] == ["ALL"]
    assert "ports" not in guide and "ports" not in services["db"]
    for service in services.values():
        assert "no-new-privileges:true" in service["security_opt"]
    alone = (DEPLOY / "nginx.conf").read_text().splitlines()[1:]
    other = (DEPLOY / "nginx.compose.conf").read_text().splitlines()[1:]
    changed = [(a, b) for a, b in zip(alone, other, strict=True) if a != b]
    assert changed == [("    server 127.0.0.1:8000;", "    server guide:8000;")]
