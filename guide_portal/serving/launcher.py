"""The server of `make run`: takes the port, prepares, serves, says where. One socket
is shared by all workers: replacing them loses no connection, and no other program can
be given the same port. No Django in this process."""

import argparse
import contextlib
import errno
import http.client
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server.mp import MPServer

from content.operations.failures import explain
from guide_portal.env import keep_secret_key

ROOT = Path(__file__).resolve().parents[2]
BACKLOG = 1024  # connections that the system keeps until a worker takes them
CONNECTIONS = 4096  # of one worker at once: half requests take no more than a place
HEADER_TIMEOUT = 5000  # milliseconds
PREPARE_TEMPFAIL = 75  # what `prepare` ends with when the database may come back
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where to ask ourselves


class Server(MPServer):
    """granian, on a socket that is ours."""

    listener: socket.socket

    def _init_shared_socket(self) -> None:
        held: Any = SocketHolder  # its stub forgets what it is made of
        self._sso: Any = self.listener
        self._shd: Any = held(self.listener.fileno(), False, BACKLOG)
        self._sfd: Any = self.listener.fileno()
        self._ssp: Any = None


class StartError(Exception):
    """Why the portal does not start, and what to do; empty when it was said."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def data_folder() -> Path:
    """The folder of all state, made and tried, with its key. Raises StartError."""
    folder = Path(os.environ.get("GUIDE_DATA") or ROOT / "var").absolute()
    trial = folder / f".trial-{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial.write_bytes(b"x" * 5000)
        keep_secret_key(folder)
    except OSError as error:
        raise StartError(explain(error, folder)) from error
    finally:
        with contextlib.suppress(OSError):
            trial.unlink(missing_ok=True)
    return folder


def prepare(folder: Path) -> None:
    """Runs `manage.py prepare`. Raises StartError with its code; a database away stops
    nothing when there is something published to serve."""
    words = [sys.executable, "manage.py", "prepare"]
    code = subprocess.run(words, cwd=ROOT).returncode  # noqa: S603  our own words
    served = [(folder / name).exists() for name in ("snapshot.json", "static")]
    if code == PREPARE_TEMPFAIL and all(served):
        print("Le guide publié est servi ; la rédaction attend la base.", flush=True)
    elif code:
        raise StartError("", code)


def take_port(host: str, port: int) -> socket.socket:
    """A socket bound to this address. Raises StartError."""
    try:
        stream, passive = socket.SOCK_STREAM, socket.AI_PASSIVE
        found = socket.getaddrinfo(host, port, type=stream, flags=passive)[0]
        listener, address = socket.socket(found[0], stream), found[4]
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # a worker that is being replaced holds no visitor who has not spoken yet
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 5)
        listener.bind(address)
    except OSError as error:
        raise StartError(why_no_port(error, host, port)) from error
    listener.set_inheritable(True)
    return listener


def why_no_port(error: OSError, host: str, port: int) -> str:
    """The sentence for a port that cannot be taken."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà pris : arrêter l'autre programme, ou choisir un "
            f"autre port (make run PORT={port + 1})."
        )
    if error.errno == errno.EACCES:
        return f"Le port {port} demande d'être root : en choisir un au-dessus de 1024."
    return f"L'adresse « {host} » n'est pas une adresse de cette machine ({error})."


def listen(listener: socket.socket, host: str, port: int) -> None:
    """Takes connections. Raises StartError when another did just before."""
    try:
        listener.listen(BACKLOG)
    except OSError as error:
        raise StartError(why_no_port(error, host, port)) from error


def raise_file_limit() -> int:
    """Lets this process and its workers open what the system allows at most; how many
    connections a worker may then hold."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(most, 4 * CONNECTIONS) if most > 0 else 4 * CONNECTIONS
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return max(64, min(CONNECTIONS, wanted // 2))


def say_when_ready(host: str, port: int) -> None:
    """Prints the address once a worker answers there."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        link = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=5)
        try:
            link.request("GET", "/livez")
            link.getresponse()
            shown = f"[{host}]" if ":" in host else host
            print(f"Le guide est en ligne : http://{shown}:{port}/", flush=True)
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            link.close()


def serve(listener: socket.socket, host: str, port: int, workers: int) -> None:
    """Until it is told to stop."""
    server = Server(
        "guide_portal.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT),
        websockets=False,
        backlog=BACKLOG,
        backpressure=raise_file_limit(),
        respawn_failed_workers=True,
        respawn_interval=10,
        workers_kill_timeout=15,
        log_level=LogLevels.error,
        working_dir=ROOT,
    )
    server.listener = listener
    threading.Thread(target=say_when_ready, args=(host, port), daemon=True).start()
    server.serve()


def main() -> int:
    parser = argparse.ArgumentParser(description="Sert le portail.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--prepared", action="store_true", help="prepare a déjà tourné")
    parser.add_argument("--key", action="store_true", help="écrit la clé, sans servir")
    given = parser.parse_args()
    try:
        folder = data_folder()
        if given.key:
            return 0
        listener = take_port(given.host, given.port)
        if not given.prepared:
            prepare(folder)
        listen(listener, given.host, given.port)
    except StartError as refusal:
        if str(refusal):
            print(refusal, file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return 130
    serve(listener, given.host, given.port, given.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
