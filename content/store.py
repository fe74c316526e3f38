"""The snapshot's file: written whole by whoever publishes, looked at by whoever
reads. Readers touch nothing else."""

import json
import logging
import os
import tempfile
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from content import publishing, records
from content.models import Alert, Edition, Permanent
from content.snapshot import Snapshot

logger = logging.getLogger("guide.snapshot")
LARGE = 4_000_000  # bytes: above, loading would make a reader wait
NEWS = 500  # publications told


# what a file says: the number of the publication, and the service notices told
Mark = tuple[int, tuple[tuple[int, str], ...]]
NOTHING: Mark = (-1, ())


class NoSnapshot(Exception):
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
def shown(snapshot: Snapshot):
    """Makes this request alone read another snapshot: a draft on its page."""
    token = _instead.set(snapshot)
    try:
        yield
    finally:
        _instead.reset(token)


def stamp() -> tuple[int, ...]:
    """What tells one file from the next, for one `stat`; () without a file."""
    try:
        seen = os.stat(settings.SNAPSHOT_FILE)
    except OSError:
        return ()
    return seen.st_mtime_ns, seen.st_ino, seen.st_size


def current() -> Snapshot:
    """The latest snapshot: one `stat`, and a new load only when the file changed. A
    file gone or damaged leaves the one in hand. Raises NoSnapshot before the first."""
    if instead := _instead.get():
        return instead
    mark = stamp() or _held.mark
    if mark != _held.mark:
        _renew(mark)
    if _held.snapshot is None:
        raise NoSnapshot
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


def previous() -> Path:
    """The snapshot before the last one, for a worker that starts on a damaged file."""
    return settings.SNAPSHOT_FILE.with_suffix(".previous.json")


def _take(path: Path, mark: tuple[int, ...]) -> None:
    try:
        new = Snapshot(json.loads(path.read_bytes()))
        if _held.snapshot and mark[2] >= LARGE:
            new.derive_as(_held.snapshot)
        _held.snapshot = new
    except (OSError, ValueError, KeyError, TypeError):
        logger.exception("Instantané illisible : %s. L'ancien reste en service.", path)
        if _held.snapshot is None and path != previous() and previous().exists():
            _take(previous(), mark)
    _held.mark = mark


def write() -> Mark:
    """Writes every current edition to the file, whole or not at all; what it says."""
    data = _collect()
    folder = settings.SNAPSHOT_FILE.parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".snapshot-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        if in_file() != NOTHING:
            _link(settings.SNAPSHOT_FILE, previous())
        os.replace(name, settings.SNAPSHOT_FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return _mark(data)


def _link(path: Path, to: Path) -> None:
    """The same file under another name, in place of the file that had it."""
    aside = f"{to}.{os.getpid()}"
    os.link(path, aside)
    os.replace(aside, to)


def in_file() -> Mark:
    """What the file says; NOTHING when there is none to read."""
    try:
        return _mark(json.loads(settings.SNAPSHOT_FILE.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING


def _mark(data: dict[str, Any]) -> Mark:
    marks = (alert["mark"] for alert in data["alerts"])
    return data["number"], tuple((pk, at) for pk, at in marks)


def _collect() -> dict[str, Any]:
    number = publishing.number()
    order = {
        (kind, slug): (rank, position)
        for rank, (kind, model) in enumerate(records.kinds().items())
        for slug, position in model.objects.values_list("slug", "position")
    }
    editions = sorted(
        Edition.objects.current(),
        key=lambda e: order.get((e.kind, e.slug), (99, e.pk)),
    )
    history = _history()
    return {
        "number": number,
        "made_at": timezone.now().isoformat(),
        "editions": [
            {
                "kind": e.kind,
                "number": e.number,
                "at": e.published_at.isoformat(),
                "record": e.record,
                "changes": e.changes,
                "history": history[e.kind, e.slug],
            }
            for e in editions
            if e.record is not None
        ],
        "retired": [_retired(e) for e in editions if e.record is None],
        "news": _news(),
        "alerts": _alerts(),
        "ledger": list(Permanent.objects.values_list("slug", "number", "keys")),
    }


def _alerts() -> list[dict[str, Any]]:
    """The service notices to be told now."""
    return [
        {
            "mark": [a.pk, a.changed_at.isoformat()],
            "text": a.text,
            "until": a.ends_at.isoformat(),
            "everywhere": a.everywhere,
            "pages": a.pages,
            "block": a.block,
        }
        for a in Alert.objects.active().order_by("starts_at")
    ]


def wanted() -> Mark:
    """What the database would have the file say."""
    alerts = Alert.objects.active().order_by("starts_at")
    marks = alerts.values_list("pk", "changed_at")
    return publishing.number(), tuple((pk, at.isoformat()) for pk, at in marks)


def _history() -> dict[tuple[str, str], list[list[Any]]]:
    """Every edition of each page, without its text: [number, publication, at, note]."""
    found: dict[tuple[str, str], list[list[Any]]] = {}
    columns = ("kind", "slug", "number", "pk", "published_at", "note")
    for kind, slug, number, pk, at, note in Edition.objects.values_list(*columns):
        line = [number, pk, at.isoformat(), note]
        found.setdefault((kind, slug), []).append(line)
    return found


def _news() -> list[list[Any]]:
    """The latest publications, newest first: [slug, number, at, note, withdrawn]."""
    editions = Edition.objects.exclude(kind__in=records.beside()).order_by("-pk")
    withdrawn = models.Q(record__isnull=True)
    return [
        [slug, number, at.isoformat(), note, gone]
        for slug, number, at, note, gone in editions.annotate(
            gone=models.ExpressionWrapper(withdrawn, models.BooleanField())
        ).values_list("slug", "number", "published_at", "note", "gone")[:NEWS]
    ]


def _retired(edition: Edition) -> list[str]:
    last = Edition.objects.filter(
        kind=edition.kind, slug=edition.slug, record__isnull=False
    ).last()
    record = last.record if last else {}
    title = record.get("title", edition.slug)
    at = edition.published_at.isoformat()
    return [edition.slug, title, record.get("section", ""), at]
