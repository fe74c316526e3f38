"""A server of the portal as a process of its own, on the data of the sequences."""

import json
import sys
import time
import urllib.error
import urllib.request

from bench.desk.world import FOLDER
from tests.support.portal import ROOT, Process, free_port, wait

ANSWERS = (200, 301, 410)
LOOKS = 300


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def read_served(addresses: set[str], cut: bool) -> None:
    """Starts a server, reads these addresses and what it says of itself, then stops it,
    or cuts it as a power cut would. Raises AssertionError for what does not answer."""
    port = free_port()
    launcher = ["-m", "guide_portal.serving.launcher", "--prepared"]
    with (FOLDER / "server.log").open("ab") as log:
        words = [sys.executable, *launcher, "--port", str(port), "--workers", "1"]
        server = Process(words, cwd=ROOT, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        wait(base, 120)
        for address in sorted(addresses):
            status, _ = _get(base + address)
            assert status in ANSWERS, f"{address}: {status} after a restart"
        for _ in range(LOOKS):  # its first look at the database may be to come
            _, said = _get(base + "/readyz")
            told = json.loads(said or "{}")
            if told.get("agrees"):
                break
            time.sleep(0.2)
        assert told.get("agrees"), f"after a restart: {said}"
    finally:
        if cut:
            server.kill()
        else:
            server.stop()


def _get(address: str) -> tuple[int, str]:
    try:
        opener = urllib.request.build_opener(_Stay)
        with opener.open(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
