"""Snapshot store, hot-reloaded from its file: written whole by whoever publishes,
looked at by whoever reads. Readers touch nothing else."""

import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from content.snapshot.model import Snapshot

logger = logging.getLogger("guide.snapshot")
LARGE = 4_000_000  # bytes: above, loading would make a reader wait


class NoSnapshotError(Exception):
    """No snapshot was ever written."""

    def __init__(self) -> None:
        super().__init__("rien n'est encore publié, lancer « manage.py prepare ».")


class _Holder:
    """The snapshot in hand and the mark of the file it came from."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.mark: tuple[int, ...] = ()
        self.snapshot: Snapshot | None = None


_held = _Holder()


_instead: ContextVar[Snapshot | None] = ContextVar("instead", default=None)


@contextmanager
def showing(snapshot: Snapshot) -> Iterator[None]:
    """Makes this request alone read another snapshot: a draft on its page."""
    token = _instead.set(snapshot)
    try:
        yield
    finally:
        _instead.reset(token)


def file_stamp() -> tuple[int, ...]:
    """What tells one file from the next, for one `stat`; () without a file."""
    try:
        seen = os.stat(settings.SNAPSHOT_FILE)
    except OSError:
        return ()
    return seen.st_mtime_ns, seen.st_ino, seen.st_size


def current_snapshot() -> Snapshot:
    """The latest snapshot: one `stat`, and a new load only when the file changed. A
    file gone or damaged leaves the one in hand. Raises NoSnapshot before the first."""
    if instead := _instead.get():
        return instead
    mark = file_stamp() or _held.mark
    if mark != _held.mark:
        _renew(mark)
    elif _held.snapshot is None and previous_file().exists():
        _take(previous_file(), mark)  # started without its file
    if _held.snapshot is None:
        raise NoSnapshotError
    return _held.snapshot


def _renew(mark: tuple[int, ...]) -> None:
    """Loads the file again, at once when it is small; a large one is made ready in
    the background while the old snapshot serves."""
    with _held.lock:
        if mark == _held.mark:
            return
        if _held.snapshot is None or mark[2] < LARGE:
            _take(settings.SNAPSHOT_FILE, mark)
            return
        _held.mark = mark
    arguments = settings.SNAPSHOT_FILE, mark
    threading.Thread(target=_take, args=arguments, daemon=True).start()


def previous_file() -> Path:
    """The snapshot before the last one, for a worker that starts on a damaged file."""
    return settings.SNAPSHOT_FILE.with_suffix(".previous.json")


def _take(path: Path, mark: tuple[int, ...]) -> None:
    try:
        new = Snapshot(json.loads(path.read_bytes()))
        if _held.snapshot and mark[2] >= LARGE:
            new.derive_as(_held.snapshot)
        _held.snapshot = new
    except Exception:  # whatever a damaged file holds, readers keep what they have
        facts = {"path": str(path), "advice": _what_then(path)}
        logger.exception("snapshot_unreadable", extra=facts)
        if _held.snapshot is None and path != previous_file():
            _take(previous_file(), mark)
    _held.mark = mark


def _what_then(path: Path) -> str:
    if _held.snapshot is not None:
        return "Celui d'avant reste en service."
    if path != previous_file() and previous_file().exists():
        return "Le précédent est essayé."
    return "Rien à servir tant que la base ne l'a pas refait."
