"""What Mozilla's Observatory gives to every public address and to the desk, over https
on loopback: `python -m bench.quality.observatory`. Needs nginx, openssl, Node, and
npm's `@mdn/mdn-http-observatory`, which `make observatory` puts in `var/npm`.

Its ceiling is 145: 5 of it are for cookies, which readers do not get, and 5 for a name
that browsers carry in their own list, which is asked of a name in service. 1 when an
address is under what is left."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.portal import ROOT, Portal, Process, free_port, public_paths, wait
from tests.support.serving.network import nginx

PACKAGE = ROOT / "var" / "npm" / "node_modules" / "@mdn" / "mdn-http-observatory"
SCRIPT = Path(__file__).with_suffix(".mjs")
DESK = ["/gestion/login/"]
LEAST, LEAST_WITH_COOKIES = 135, 140


def certificate(folder: Path) -> Path:
    """A certificate for localhost that signs itself."""
    made, key = folder / "cert.pem", folder / "key.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(key), "-out", str(made)]
    subprocess.run([*words, *names, *files], check=True, capture_output=True)
    return made


def front(folder: Path, portal: Portal) -> tuple[Process, int, int]:
    """nginx as docs/deploiement.md has it: https, and http that leads there."""
    plain, secure = free_port(), free_port()
    certificate(folder)
    http = (
        f"server {{ listen 127.0.0.1:{plain};\n"
        f"return 301 https://localhost:{secure}$request_uri; }}\n"
        f"server {{ listen 127.0.0.1:{secure} ssl;\n"
        f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;\n"
        f"location / {{ proxy_pass {portal.base}; proxy_set_header Host localhost;\n"
        "proxy_set_header X-Forwarded-Proto https; } }\n"
    )
    return nginx(folder, http), plain, secure


def lists() -> None:
    """The lists of names that the package would fetch from elsewhere: empty, since ours
    stands in none."""
    for name in ("hsts-preload.json", "tld-list.json"):
        place = PACKAGE / "conf" / name
        if not place.exists():
            place.write_text("{}", "utf-8")


def main() -> int:
    lists()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        portal = Portal(
            folder / "data", GUIDE_HTTPS="1", GUIDE_HOSTS="localhost,127.0.0.1"
        )
        portal.prepare()
        server = portal.start()
        web, plain, secure = front(folder, portal)
        wait(portal.base)
        paths = public_paths(portal.base) + DESK
        words = ["node", str(SCRIPT), str(PACKAGE), str(plain), str(secure), *paths]
        trusted = {"NODE_EXTRA_CA_CERTS": str(folder / "cert.pem")}
        told = subprocess.run(
            words, env=os.environ | trusted, capture_output=True, text=True, check=True
        ).stdout
        web.kill()
        server.kill()
    found = [json.loads(line) for line in told.splitlines()]
    low = [
        seen
        for seen in found
        if seen["score"] < (LEAST_WITH_COOKIES if seen["path"] in DESK else LEAST)
    ]
    print(f"{len(found)} adresses :", dict(Counter(seen["score"] for seen in found)))
    for seen in low or found[:1] + found[-1:]:
        print(seen["path"], seen["score"], *seen["lost"], seen["won"])
    return 1 if low else 0


if __name__ == "__main__":
    if not PACKAGE.exists():
        sys.exit("L'Observatory est absent : lancer « make observatory » (Node, npm).")
    sys.exit(main())
