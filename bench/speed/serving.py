"""One page of the guide, served by us and by others, in one run:
`python -m bench.speed.serving [ROUNDS]`.

Each server has one worker on one core and `wrk` has the other; rounds are interleaved
and medians kept. Two ratios to nginx serving the same bytes from disk: processor time
of the server per request, and time per request (p50 at 2 connections). Then, both cores
shared by everyone: pages a second and p99 at 64 connections. Needs nginx and wrk."""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from bench.peers.servers import (
    PAGE,
    Peer,
    copies,
    fetch,
    files,
    granian,
    ready,
    usual,
    wagtail,
)
from tests.support.portal import Portal
from tests.support.serving.network import BINARY

SECONDS = 3
FLOOR = "granian RSGI, constant bytes"  # what we serve with, and nothing around
OF_A_CONNECTION = {"connection", "date", "server"}
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


class Load(NamedTuple):
    """What one run of wrk saw."""

    requests: int
    each_second: float
    p50: float  # seconds
    p99: float
    errors: int


def wrk(peer: Peer, folder: Path, connections: int, core: int | None = 1) -> Load:
    """Asks the addresses of a peer in turn, as fast as it answers."""
    script = folder / "paths.lua"
    listed = ", ".join(f'"{path}"' for path in peer.paths)
    script.write_text(
        f"local paths, i = {{{listed}}}, 0\n"
        "function request() i = i % #paths + 1\n"
        "return wrk.format('GET', paths[i], {['Accept-Encoding'] = 'br, gzip'}) end\n"
    )
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    words = [*pinned, "wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
    base = f"http://127.0.0.1:{peer.port}"
    done = subprocess.run(
        [*words, "-s", str(script), base], capture_output=True, text=True, check=True
    ).stdout
    found = dict(re.findall(r"(\d\d)%\s+([\d.]+\w+)", done))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
    lost = re.search(r"Socket errors: (.*)", done)
    return Load(
        int(re.search(r"(\d+) requests in", done)[1]),
        float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]),
        seconds(found["50"]),
        seconds(found["99"]),
        int(bad[1])
        if bad
        else sum(map(int, re.findall(r"\d+", lost[1] if lost else ""))),
    )


def seconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * UNITS[unit]


def plain_size(peer: Peer) -> int:
    """Bytes of a page before any compression."""
    with urllib.request.urlopen(f"http://127.0.0.1:{peer.port}{peer.paths[0]}") as page:
        return len(page.read())


def alone(peers: dict[str, Peer], folder: Path, rounds: int) -> None:
    """One core each: prints the ratios to nginx."""
    cpu, p50 = defaultdict(list), defaultdict(list)
    for _ in range(rounds):
        for name, peer in peers.items():
            before = peer.process.cpu
            load = wrk(peer, folder, 2)
            assert not load.errors, (name, load)
            cpu[name].append((peer.process.cpu - before) / load.requests * 1e6)
            p50[name].append(load.p50 * 1e6)
    middle = {n: (statistics.median(cpu[n]), statistics.median(p50[n])) for n in peers}
    for name, (taken, half) in middle.items():
        base = middle["nginx, first view" if "first view" in name else "nginx"]
        print(
            f"{name:34} {taken:9.1f} µs CPU  ratio {taken / base[0]:8.2f}   "
            f"p50 {half:9.1f} µs  ratio {half / base[1]:7.2f}"
        )
    ours = middle["our page"][0]
    print(f"our page is {ours / middle[FLOOR][0]:.2f} times the CPU of its floor")
    for name in ("Django + ORM", "Wagtail", "Wagtail, cached"):
        if name in middle:
            times = middle[name][0] / ours
            print(f"our page takes {times:.0f} times less CPU than {name}")


def together(folder: Path, portal: Portal, paths: list[str], rounds: int) -> None:
    """Both cores shared with the load: pages a second and p99 at 64 connections."""
    server = portal.start(workers=2)
    peers = {
        "nginx, 2 workers": files(folder, paths[:1], 2, None),
        "our page, 2 workers": Peer(server, portal.port, paths[:1]),
    }
    for peer in peers.values():
        ready(peer)
        wrk(peer, folder, 64, core=None)  # until every worker has made its page
    found = defaultdict(list)
    for _ in range(rounds):
        for name, peer in peers.items():
            load = wrk(peer, folder, 64, core=None)
            assert not load.errors, (name, load)
            found[name].append((load.each_second, load.p99 * 1000))
    for peer in peers.values():
        peer.process.kill()
    base = statistics.median(p for _, p in found["nginx, 2 workers"])
    for name, loads in found.items():
        speed, p99 = (statistics.median(column) for column in zip(*loads, strict=True))
        print(
            f"{name:34} {speed:9.0f} pages/s  p99 {p99:6.2f} ms  ratio {p99 / base:.2f}"
        )


def main(rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        portal = Portal(folder / "data")
        portal.prepare()
        server = portal.start(core=0)
        paths = copies(portal, folder)
        page = folder / "www" / PAGE.strip("/") / "index.html"
        headers = fetch(portal.base + PAGE)[0]
        # those of one connection, not of the page: `close` would end each of theirs
        headers = {n: v for n, v in headers.items() if n not in OF_A_CONNECTION}
        still = "bench.peers.still:application"
        constant = {"BENCH_PAGE": str(page), "BENCH_HEADERS": json.dumps(headers)}
        peers = {
            "nginx": files(folder, paths[:1], 1, 0),
            "our page": Peer(server, portal.port, paths[:1]),
            "granian WSGI, constant bytes": granian(
                folder, "bench.peers.constant:application", "/", 0, **constant
            ),
            FLOOR: granian(
                folder,
                "bench.peers.constant:rsgi",
                "/",
                0,
                interface="rsgi",
                **constant,
            ),
            "WhiteNoise, the same file": granian(
                folder, still, PAGE, 0, BENCH_STILL=str(folder / "www")
            ),
            "Django + ORM": usual(folder, 0),
        } | wagtail(folder, 0)
        peers["nginx, first view"] = peers["nginx"]._replace(paths=paths)
        peers["our first view"] = peers["our page"]._replace(paths=paths)
        first = {n: ready(peer) for n, peer in peers.items()}
        assert first["nginx"] == first["our page"], "not the same bytes"
        weight = sum(len(fetch(portal.base + path)[1]) for path in paths)
        print(f"first view: {len(paths)} answers, {weight / 1000:.1f} KB (bodies)")
        for name in ("our page", "Django + ORM", "Wagtail"):
            if name in peers:
                print(f"{name}: {plain_size(peers[name]) / 1000:.1f} KB uncompressed")
        alone(peers, folder, rounds)
        print(f"memory of our worker: {server.memory:.0f} MB")
        for peer in peers.values():
            peer.process.kill()
        together(folder, portal, paths, rounds)


if __name__ == "__main__":
    if not (BINARY and shutil.which("wrk")):
        sys.exit("nginx et wrk sont nécessaires : apt-get install nginx-light wrk")
    main(*map(int, sys.argv[1:]))
