"""The files of deploy/, run as far as one machine allows: what docs/deploiement.md
tells is what is tried here."""

import ctypes
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.commands import environment
from tests.support.paths import ROOT
from tests.support.portal import Process, free_port
from tests.support.serving.network import BINARY, nginx

DEPLOY = ROOT / "deploy"
SYSTEMD = shutil.which("systemd-analyze")
HOST = "guide.exemple.fr"
KEY = "k" * 50


def here(name: str, folder: Path) -> Path:
    """A file of deploy/ whose program is one that this machine has."""
    text = (DEPLOY / name).read_text("utf-8")
    copy = folder / name
    copy.write_text(
        text.replace("/srv/guide/.venv/bin/python", sys.executable).replace(
            "/srv/guide", str(ROOT)
        )
    )
    return copy


def variables(file: Path) -> dict[str, str]:
    """The variables of a file, read by systemd's own code."""
    library = next(Path("/usr/lib").glob("*/systemd/libsystemd-shared-*.so"), None)
    if not library:
        pytest.skip("systemd est absent")
    systemd, libc = ctypes.CDLL(str(library)), ctypes.CDLL(None)
    found = ctypes.POINTER(ctypes.c_char_p)()
    libc.fopen.restype = ctypes.c_void_p
    stream = ctypes.c_void_p(libc.fopen(str(file).encode(), b"r"))
    code = systemd.load_env_file(stream, str(file).encode(), ctypes.byref(found))
    libc.fclose(stream)
    assert code == 0
    lines, place = [], 0
    while found and found[place]:
        lines.append(found[place].decode())
        place += 1
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.skipif(not SYSTEMD, reason="systemd est absent")
def test_the_unit_is_understood_and_hardened(tmp_path):
    names = ["guide.service", "guide-backup.service", "guide-backup.timer"]
    units = [str(here(name, tmp_path)) for name in names]
    done = subprocess.run([SYSTEMD, "verify", *units], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "guide" in line]
    assert done.returncode == 0 and ours == [], done.stderr
    for unit in units[:2]:
        words = [SYSTEMD, "security", "--offline=true", "--threshold=30", unit]
        done = subprocess.run(words, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout.splitlines()[-1]


def test_the_variables_are_what_systemd_reads_and_pass_the_checks(published):
    found = variables(DEPLOY / "guide.env")
    assert found["GUIDE_HTTPS"] == "1" and "#" not in "".join(found.values())
    # only its owner has put something in place of these two
    assert found["GUIDE_SECRET_KEY"].startswith("A_REMPLACER")
    found |= {"GUIDE_SECRET_KEY": "aB3-_" * 12, "GUIDE_MFA_KEY": "x"}
    found |= {name: os.environ[name] for name in ("PATH", "GUIDE_DATA")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]}
        | found
        | {"GUIDE_DATA": os.environ["GUIDE_DATA"]},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
    words += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj"]
    words += [f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    words += ["-keyout", str(folder / "guide.key"), "-out", str(folder / "guide.crt")]
    subprocess.run(words, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def site(published, certificate, tmp_path_factory):
    """nginx as documented, on other ports, before the portal with the documented
    variables: (https port, http port)."""
    if not BINARY:
        pytest.skip("nginx est absent : apt-get install nginx-light")
    data, web = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("web")
    shutil.copytree(os.environ["GUIDE_DATA"], data, dirs_exist_ok=True)
    app, plain, tls = free_port(), free_port(), free_port()
    told = variables(DEPLOY / "guide.env")
    told |= {"GUIDE_DATA": str(data), "GUIDE_SECRET_KEY": KEY, "GUIDE_MFA_KEY": "x"}
    words = [sys.executable, "-m", "guide_portal.serving.launcher", "--prepared"]
    portal = Process([*words, "--port", str(app)], cwd=ROOT, env=environment() | told)
    wait_for(app)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in [
        ("127.0.0.1:8000", f"127.0.0.1:{app}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("listen 443", f"listen 127.0.0.1:{tls}"),
        ("/etc/nginx/guide", str(certificate / "guide")),
    ]:
        text = text.replace(old, new)
    front = nginx(web, text)
    wait_for(tls)
    yield tls, plain
    front.kill()
    portal.stop()


def wait_for(port: int) -> None:
    """Until something listens there."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{port} did not listen")


def ask(site, path: str, host: str = HOST, body=None, **headers: str):
    context = ssl._create_unverified_context()
    link = http.client.HTTPSConnection("127.0.0.1", site[0], context=context)
    link.request("POST" if body else "GET", path, body, {"Host": host, **headers})
    answer = link.getresponse()
    found = answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    link.close()
    return found


def test_the_documented_web_server_serves_the_portal_over_tls(site):
    status, headers, page = ask(site, "/guide/payer-creance/")
    assert status == 200 and f"https://{HOST}/guide/payer-creance/" in page
    assert headers["Strict-Transport-Security"]
    status, headers, _ = ask(site, "/gestion/login/")
    cookies = " ".join(headers.get_all("Set-Cookie"))
    assert status == 200 and "Secure" in cookies


def test_another_name_never_reaches_the_portal_and_http_leads_to_https(site):
    assert ask(site, "/", host="evil.example")[0] == 421
    link = http.client.HTTPConnection("127.0.0.1", site[1])
    link.request("GET", "/guide/x/?y=1", headers={"Host": HOST})
    answer = link.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/guide/x/?y=1"
    link.close()


def test_the_page_on_deployment_names_every_file():
    page = (ROOT / "docs" / "deploiement.md").read_text("utf-8")
    for file in [*DEPLOY.iterdir(), ROOT / "Dockerfile"]:
        assert f"{file.relative_to(ROOT)}" in page, file
