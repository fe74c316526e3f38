"""Several machines in one: network namespaces on a switch of their own, where the
system allows them, elsewhere the loopback address for all; and nginx in front."""

import contextlib
import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support.portal import Process

PREFIX = "10.77.0."
CLONE_NEWNET = 0x40000000
# Debian puts it where only root looks
BINARY = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Host(NamedTuple):
    """A machine: the namespace it is, none where there are none, and its address."""

    namespace: str
    address: str

    @contextlib.contextmanager
    def seat(self) -> Iterator[None]:
        """This thread, and what it starts, as if they ran on the machine."""
        if not self.namespace:
            yield
            return
        with open("/proc/thread-self/ns/net") as ours:
            with open(f"/run/netns/{self.namespace}") as theirs:
                _enter(theirs.fileno())
            try:
                yield
            finally:
                _enter(ours.fileno())

    def cut(self) -> bool:
        """Cuts its cable, so that what is sent gets lost; False where it has none."""
        return bool(self.namespace) and self._cable("down")

    def mend(self) -> bool:
        return bool(self.namespace) and self._cable("up")

    def _cable(self, state: str) -> bool:
        _ip("-n", self.namespace, "link", "set", "eth0", state)
        return True


def _enter(handle: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(handle, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextlib.contextmanager
def network(*names: str) -> Iterator[list[Host]]:
    """A host for each name, all on one network; nothing is left of it after."""
    mark, made = f"g{os.getpid()}", []
    switch = f"{mark}-switch"
    try:
        hosts = [Host(f"{mark}-{n}", f"{PREFIX}{i + 10}") for i, n in enumerate(names)]
        for namespace in [switch, *(host.namespace for host in hosts)]:
            _ip("netns", "add", namespace)
            made.append(namespace)
            _ip("-n", namespace, "link", "set", "lo", "up")
        _ip("-n", switch, "link", "add", "br0", "type", "bridge")
        _ip("-n", switch, "link", "set", "br0", "up")
        for number, host in enumerate(hosts):
            _plug(host, switch, f"port{number}")
    except (subprocess.CalledProcessError, FileNotFoundError):
        hosts = [Host("", "127.0.0.1") for _ in names]
    try:
        yield hosts
    finally:
        for namespace in made:
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True)


def _plug(host: Host, switch: str, port: str) -> None:
    """A cable from a host to the switch."""
    other = ("type", "veth", "peer", "name", port, "netns", switch)
    _ip("link", "add", "eth0", "netns", host.namespace, *other)
    _ip("-n", switch, "link", "set", port, "master", "br0", "up")
    _ip("-n", host.namespace, "address", "add", f"{host.address}/24", "dev", "eth0")
    _ip("-n", host.namespace, "link", "set", "eth0", "up")


def nginx(
    folder: Path, http: str, workers: int = 1, core: int | None = None
) -> Process:
    """Serves what `http` says, in nginx's own words."""
    (folder / "nginx.conf").write_text(
        f"worker_processes {workers}; daemon off; pid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log; user root;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off;\n{http} }}\n",
        "utf-8",
    )
    words = [str(BINARY), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    return Process(words, core)
