"""The servers compared: each started on loopback, on one core if asked."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.support.portal import ROOT, Portal, Process, free_port
from tests.support.serving.network import nginx

PAGE = "/guide/creer-compte-ameli/"
# lines of the page of a peer: as many bytes as ours, 25 KB
LINES, BLOCKS = 60, 82
ENCODING = {"Accept-Encoding": "br, gzip"}
REPLACED = {
    *("content-type", "content-encoding", "content-length", "etag", "date", "server"),
    *("connection", "last-modified"),
}


# one thread was the fastest for each of them
OPTIONS = ["--blocking-threads", "1", "--backpressure", "128", "--http", "1"]
OPTIONS += ["--no-ws", "--log-level", "warning"]


class Peer(NamedTuple):
    """A server on loopback and the addresses asked of it."""

    process: Process
    port: int
    paths: list[str]


def fetch(address: str) -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(address, headers=ENCODING)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return {n.lower(): v for n, v in answer.headers.items()}, answer.read()


def copies(portal: Portal, folder: Path) -> list[str]:
    """The first view of a page, each answer's bytes in a file for nginx."""
    page = urllib.request.urlopen(portal.base + PAGE).read().decode()
    head = page.split("</head>")[0]
    found = re.findall(r'(?:src|href)="(/static/[^"]+)"', head)
    paths = [PAGE, *(p for p in dict.fromkeys(found) if "print" not in p)]
    places = []
    for path in paths:
        headers, body = fetch(portal.base + path)
        kind = headers["content-type"].split(";")[0]
        coded = headers.get("content-encoding")
        name = f"{path.strip('/')}/index.html" if path.endswith("/") else path[1:]
        file = folder / "www" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        encoding = f"add_header Content-Encoding {coded};" if coded else ""
        others = " ".join(
            f'add_header {n} "{v}";'
            for n, v in headers.items()
            if n not in REPLACED and '"' not in v
        )
        where = f"{path}index.html" if path.endswith("/") else path
        inside = f"types {{}} default_type {kind}; {encoding} {others}"
        places.append(f"location = {where} {{ {inside} }}")
    (folder / "places.conf").write_text("\n".join(places))
    return paths


def files(folder: Path, paths: list[str], workers: int, core: int | None) -> Peer:
    """nginx over the copies of the first view."""
    port = free_port()
    http = (
        "sendfile on; tcp_nopush on; keepalive_requests 1000000;"
        "open_file_cache max=100; types_hash_max_size 2048;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/www; index index.html;\n"
        f"include {folder}/places.conf; }}\n"
    )
    return Peer(nginx(folder, http, workers, core), port, paths)


def granian(
    folder: Path,
    module: str,
    path: str,
    core: int,
    python: str = sys.executable,
    interface: str = "wsgi",
    **extra: str,
) -> Peer:
    port = free_port()
    process = Process(
        [
            *(python, "-m", "granian", "--interface", interface),
            *("--port", str(port), "--workers", "1", *OPTIONS, module),
        ],
        core,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **extra},
        stderr=(folder / "peers.log").open("ab"),
    )
    return Peer(process, port, [path])


def usual(folder: Path, core: int) -> Peer:
    """A page made by Django and its ORM at each request."""
    texts(folder)
    fill(sys.executable, "bench.peers.usual", folder, LINES)
    module = "bench.peers.usual:application"
    return granian(folder, module, "/guide/creer/", core, BENCH_USUAL=str(folder))


def wagtail(folder: Path, core: int) -> dict[str, Peer]:
    """The same page in Wagtail, without and with a cache of whole pages; nothing when
    `make peers` did not install it."""
    python = ROOT / "var" / "peers" / "bin" / "python"
    if not python.exists():
        return {}
    fill(str(python), "bench.peers.wagtail_peer.fill", folder, BLOCKS)
    module, path = "bench.peers.wagtail_peer.wsgi:application", "/rubrique-0/creer/"
    started = {"python": str(python), "BENCH_WAGTAIL": str(folder)}
    return {
        "Wagtail": granian(folder, module, path, core, **started),
        "Wagtail, cached": granian(
            folder, module, path, core, BENCH_CACHE="1", **started
        ),
    }


def fill(python: str, module: str, folder: Path, lines: int) -> None:
    """Makes the tables and the page of a peer."""
    words = [python, "-m", module, str(folder), "creer", str(lines)]
    subprocess.run(words, cwd=ROOT, check=True)


def texts(folder: Path) -> None:
    """Sentences of the guide for the peers' pages."""
    snapshot = json.loads((folder / "data" / "snapshot.json").read_bytes())
    found: list[str] = []
    for edition in snapshot["editions"]:
        for value in edition["record"].values():
            for line in value if isinstance(value, list) else []:
                text = line.get("text") if isinstance(line, dict) else None
                found += [text] if text else []
    (folder / "texts.json").write_text(json.dumps(found), "utf-8")


def ready(peer: Peer) -> bytes:
    """The bytes of its first page, once it serves."""
    for _ in range(300):
        try:
            return [fetch(f"http://127.0.0.1:{peer.port}{p}")[1] for p in peer.paths][0]
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{peer.paths} did not answer")
