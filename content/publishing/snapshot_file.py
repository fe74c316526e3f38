"""Writing the snapshot file: every current edition, whole or not at all."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from content.models import Alert, Edition, Permalink
from content.publishing import editions as publishing_editions
from content.records import schema
from content.snapshot.store import previous_file

NEWS = 500  # publications told


# what a file says: the number of the publication, and the service notices told
Mark = tuple[int, tuple[tuple[int, str], ...]]


NOTHING: Mark = (-1, ())


def write_snapshot() -> Mark:
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
        if mark_in_file() != NOTHING:
            _link(settings.SNAPSHOT_FILE, previous_file())
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


def mark_in_file() -> Mark:
    """What the file says; NOTHING when there is none to read."""
    try:
        return _mark(json.loads(settings.SNAPSHOT_FILE.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING


def _mark(data: dict[str, Any]) -> Mark:
    marks = (alert["mark"] for alert in data["alerts"])
    return data["number"], tuple((pk, at) for pk, at in marks)


def _collect() -> dict[str, Any]:
    number = publishing_editions.latest_publication()
    order = {
        (kind, slug): (rank, position)
        for rank, (kind, model) in enumerate(schema.kinds().items())
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
        "ledger": list(Permalink.objects.values_list("slug", "number", "keys")),
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


def wanted_mark() -> Mark:
    """What the database would have the file say."""
    alerts = Alert.objects.active().order_by("starts_at")
    marks = alerts.values_list("pk", "changed_at")
    return publishing_editions.latest_publication(), tuple(
        (pk, at.isoformat()) for pk, at in marks
    )


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
    editions = Edition.objects.exclude(kind__in=schema.non_page_kinds()).order_by("-pk")
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
