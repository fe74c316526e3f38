"""Writing the snapshot's file: every current edition, whole or not at all, by any
number of processes at once."""

import contextlib
import json
import logging
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from content.models import Alert
from content.operations.private_files import give_to_service
from content.publishing import snapshot_data
from content.publishing.editions import latest_publication
from content.snapshot.formats import FORMAT, Data, current_format, format_of
from content.snapshot.model import Snapshot
from content.snapshot.store import previous_file

TEMPORARY = ".snapshot-"
ABANDONED = 600.0  # seconds: no writer takes that long
MAX_ROUNDS = 5  # of writing, while others publish
logger = logging.getLogger("guide.snapshot")


class Mark(NamedTuple):
    """What a file says: the number of the latest publication, the service notices that
    it tells, and in which format."""

    number: int
    alerts: tuple[tuple[int, str], ...]
    format: int = FORMAT


NO_FILE = Mark(-1, (), 0)


class UnreadableSnapshotError(Exception):
    """What the database holds makes no snapshot: the file before stays."""


def write_snapshot() -> Mark:
    """Writes every current edition to the file, until the file says what the database
    does; what it then says. Raises OSError (the disk), UnreadableSnapshotError."""
    for _ in range(MAX_ROUNDS):
        mark = _write_once()
        # another process may have published, or put an older file over this one
        if mark == wanted_mark() and mark == mark_in_file():
            break
    return mark


def _write_once() -> Mark:
    data = snapshot_data.collect()
    try:
        Snapshot(data)
    except Exception as error:
        raise UnreadableSnapshotError(f"{type(error).__name__} : {error}") from error
    folder = settings.SNAPSHOT_FILE.parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        _keep_previous(f"{name}.previous")
        give_to_service(Path(name))
        os.replace(name, settings.SNAPSHOT_FILE)
    finally:
        Path(name).unlink(missing_ok=True)
    _sweep(folder)
    return _mark(data)


def _keep_previous(aside: str) -> None:
    """Keeps the file in place as the one before, if a server could start from it."""
    try:
        Snapshot(json.loads(settings.SNAPSHOT_FILE.read_bytes()))
    except Exception:
        return  # the last good one is the one kept already
    try:
        try:
            os.link(settings.SNAPSHOT_FILE, aside)
        except FileNotFoundError:
            return
        except OSError:  # a disk without links
            shutil.copyfile(settings.SNAPSHOT_FILE, aside)
        os.replace(aside, previous_file())
    finally:
        # renaming a file over itself, under its other name, leaves both names
        Path(aside).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Deletes what writers that were killed left behind, and those of past releases."""
    old = time.time() - ABANDONED
    left = [*folder.glob(f"{TEMPORARY}*"), *folder.glob(f"{previous_file().name}.*")]
    for path in left:
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < old:
                path.unlink()


def mark_in_file() -> Mark:
    """What the file says; NO_FILE when there is none to read, nothing but its format
    when a newer release wrote it."""
    try:
        data = json.loads(settings.SNAPSHOT_FILE.read_bytes())
        found = format_of(data)
        if found > FORMAT:
            return NO_FILE._replace(format=found)
        return _mark(current_format(data))._replace(format=found)
    except Exception:
        return NO_FILE


def _mark(data: Data) -> Mark:
    marks = (alert["mark"] for alert in data["alerts"])
    return Mark(data["number"], tuple((mark["id"], mark["at"]) for mark in marks))


def wanted_mark() -> Mark:
    """What the database would have the file say."""
    marks = Alert.objects.active().order_by("starts_at", "pk")
    told = tuple(
        (pk, at.isoformat()) for pk, at in marks.values_list("pk", "changed_at")
    )
    return Mark(latest_publication(), told)


def disagreement() -> str:
    """How the file and the database differ, in French; nothing when they agree."""
    file, wanted = mark_in_file(), wanted_mark()
    if file == wanted or wanted.number == 0:
        return ""
    if file == NO_FILE:
        return "l'instantané est absent ou illisible"
    if file.format != wanted.format:
        return f"l'instantané est au format {file.format}, il en faut {wanted.format}"
    if file.number != wanted.number:
        told = f"le site montre la publication {file.number}"
        return f"{told}, la base en est à {wanted.number}"
    return "les perturbations montrées ne sont pas celles de la base"
