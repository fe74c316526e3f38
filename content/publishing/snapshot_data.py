"""What a snapshot is made of: every current edition as the database has it, in the
format of the file, and the same with drafts in their places."""

from typing import Any

from django.db import models
from django.utils import timezone

from content.models import Alert, Edition, Permalink
from content.publishing.editions import latest_publication
from content.records import schema
from content.snapshot.formats import FORMAT, Data

MAX_NEWS = 500  # publications told
Drafts = dict[tuple[str, str], dict[str, Any] | None]  # (kind, slug) → record, or gone


def collect() -> Data:
    """Every current edition with what is told of it. The number is read first: what is
    published meanwhile makes the data newer than it says, never older."""
    number = latest_publication()
    order = {
        (kind, slug): (rank, position)
        for rank, (kind, model) in enumerate(schema.kinds().items())
        for slug, position in model.objects.values_list("slug", "position")
    }
    editions = sorted(
        Edition.objects.current(),
        key=lambda e: order.get((e.kind, e.slug), (99, e.pk)),
    )
    return {
        "format": FORMAT,
        "number": number,
        "made_at": timezone.now().isoformat(),
        "editions": _in_force(editions),
        "retired": [_retired(e) for e in editions if e.record is None],
        "news": _news(),
        "alerts": _alerts(),
        "ledger": list(Permalink.objects.values("slug", "number", "keys")),
    }


def _in_force(editions: list[Edition]) -> list[Data]:
    history = _history()
    return [
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
    ]


def with_drafts(data: Data, drafts: Drafts) -> Data:
    """The data with these drafts in the places of their editions; a draft of None is
    a page withdrawn."""
    found = {(e["kind"], e["record"]["slug"]): e for e in data["editions"]}
    gone = []
    for (kind, slug), record in drafts.items():
        before = found.pop((kind, slug), None)
        if record is not None:
            known = before or _unpublished(data["made_at"], kind)
            found[kind, slug] = known | {"record": record}
        elif before:
            gone.append(_told_gone(slug, before["record"], data["made_at"]))
    order = {key: place for place, key in enumerate(found)}
    ranks = list(schema.kinds())
    editions = sorted(
        found.items(), key=lambda item: (ranks.index(item[0][0]), order[item[0]])
    )
    return data | {
        "editions": [edition for _, edition in editions],
        "retired": [*data["retired"], *gone],
    }


def _unpublished(at: str, kind: str) -> Data:
    return {"kind": kind, "number": 0, "at": at, "changes": {}, "history": []}


def _alerts() -> list[Data]:
    """The service notices to be told now."""
    return [
        {
            "mark": {"id": a.pk, "at": a.changed_at.isoformat()},
            "text": a.text,
            "until": a.ends_at.isoformat(),
            "everywhere": a.everywhere,
            "pages": a.pages,
            "block": a.block,
        }
        for a in Alert.objects.active().order_by("starts_at", "pk")
    ]


def _history() -> dict[tuple[str, str], list[Data]]:
    """Every edition of each page, without its text, oldest first."""
    found: dict[tuple[str, str], list[Data]] = {}
    columns = ("kind", "slug", "number", "pk", "published_at", "note")
    for kind, slug, number, pk, at, note in Edition.objects.values_list(*columns):
        past = {"number": number, "publication": pk, "at": at.isoformat(), "note": note}
        found.setdefault((kind, slug), []).append(past)
    return found


def _news() -> list[Data]:
    """The latest publications, newest first."""
    editions = Edition.objects.exclude(kind__in=schema.non_page_kinds()).order_by("-pk")
    withdrawn = models.ExpressionWrapper(
        models.Q(record__isnull=True), models.BooleanField()
    )
    columns = ("slug", "number", "at", "note", "gone")
    told = editions.annotate(at=models.F("published_at"), gone=withdrawn)
    return [
        line | {"at": line["at"].isoformat()}
        for line in told.values(*columns)[:MAX_NEWS]
    ]


def _retired(edition: Edition) -> Data:
    last = Edition.objects.filter(
        kind=edition.kind, slug=edition.slug, record__isnull=False
    ).last()
    record = last.record if last else {}
    return _told_gone(edition.slug, record, edition.published_at.isoformat())


def _told_gone(slug: str, record: Data, at: str) -> Data:
    title = record.get("title", slug)
    return {
        "slug": slug,
        "title": title,
        "section": record.get("section", ""),
        "at": at,
    }
