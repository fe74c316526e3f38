"""A wire-tap between a browser and the portal: every byte a page sends, and scripts
that never arrive."""

import contextlib
import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SCRIPTS = ("page", "suggest", "htmx", "failures", "code")
SCRIPT = re.compile(r"/static/.*?/(\w+)[.-][^/]*\.js$")
HOP = {"connection", "transfer-encoding", "content-length", "date", "server"}


class WireTap(ThreadingHTTPServer):
    """Stands before `origin` (http://host:port) at `address`; a script of `lost` comes
    altered, so that its digest refuses it. `take()` gives what was sent since, as
    bytes: the first line with the headers, and the body, of each request. With `stays`,
    a form sent without htmx leaves the page where it is."""

    daemon_threads = True

    def __init__(self, origin: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.origin = urlsplit(origin).netloc
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.lost: frozenset[str] = frozenset()
        self.stays = False
        self.kept: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {}
        self.heard: list[tuple[bytes, bytes]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def take(self) -> list[tuple[bytes, bytes]]:
        heard, self.heard = self.heard, []
        return heard

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: WireTap

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        self.server.heard.append((self.raw_requestline + bytes(self.headers), body))
        plain_form = self.command == "POST" and "HX-Request" not in self.headers
        if plain_form and self.server.stays:
            status, headers, content = 204, [], b""
        else:
            status, headers, content = self._asked(body)
        script = SCRIPT.search(self.path)
        if script and script[1] in self.server.lost:
            content += b"\n;altered()"
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        with contextlib.suppress(BrokenPipeError):  # the page was left
            self.end_headers()
            self.wfile.write(content)

    def _asked(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the portal says; the same page is asked of it once."""
        kept = self.server.kept
        if self.command == "GET" and self.path in kept:
            return kept[self.path]
        link = http.client.HTTPConnection(self.server.origin, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k != "Accept-Encoding"}
        link.request(self.command, self.path, body, headers)
        answer = link.getresponse()
        told = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP]
        found = answer.status, told, answer.read()
        link.close()
        if self.command == "GET":
            kept[self.path] = found
        return found

    do_GET = do_POST = answer

    def log_message(self, *args) -> None:
        """Nothing on the screen of the tests."""
