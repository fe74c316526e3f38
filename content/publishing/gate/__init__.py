"""The gate: what a publication would break, found before it is made. It refuses what
the change itself causes; what was broken before is listed, and holds nobody."""

import json
from typing import NamedTuple

from django.utils import timezone

from content.models import Edition
from content.publishing import permalinks
from content.publishing.gate import links, pages, records
from content.publishing.refusal import ActRefusedError
from content.publishing.snapshot_data import Drafts, collect, with_drafts
from content.snapshot.model import Snapshot

REPORTS = 16  # reports
_passed: dict[tuple, "Report"] = {}


class Report(NamedTuple):
    """The faults that a change causes, and those that were there before it."""

    caused: list[str]
    standing: list[str]


def review(drafts: Drafts) -> Report:
    """What is wrong with the guide once these drafts are published (a draft of None:
    withdrawn), in French, each with the name of its text. What was judged when it was
    read over is not judged again a moment later, when it is published."""
    asked = json.dumps([(*key, record) for key, record in drafts.items()])
    # read first: what is published meanwhile is another guide. A copy put back may give
    # a number again, never its moment
    latest = Edition.objects.order_by("-pk").values_list("pk", "published_at").first()
    key = asked, latest, str(permalinks.permalinks()), timezone.localdate()
    if (known := _passed.get(key)) is not None:
        return known
    report = _review(drafts)
    if not report.caused:  # what was refused may have been a passing trouble
        while len(_passed) >= REPORTS:
            _passed.pop(next(iter(_passed), key), None)
        _passed[key] = report
    return report


def _review(drafts: Drafts) -> Report:
    before = records.published_records()
    report = Report(*records.compared_faults(before, drafts))
    if report.caused:
        return report
    data = collect()
    current = pages.Site(_snapshot(data))
    try:
        candidate = pages.Site(Snapshot(with_drafts(data, drafts)))
    except Exception as error:
        told = f"le guide ne pourrait plus être lu ({type(error).__name__} : {error})."
        return Report([told], report.standing)
    for check in (pages.unreadable_pages, links.dead_links):
        for fault in check(candidate, drafts):
            known = before_too(check, fault, current, before, drafts)
            (report.standing if known else report.caused).append(fault)
    return report


def before_too(check, fault, current, before, drafts) -> bool:
    """Whether the same was wrong with these pages as they are online."""
    if current.snapshot is None:
        return False
    online = {key: before[key] for key in drafts if key in before}
    return fault in check(current, online)


def _snapshot(data) -> Snapshot | None:
    try:
        return Snapshot(data)
    except Exception:  # what is online cannot be read: everything to come is better
        return None


def refuse_faults(drafts: Drafts) -> None:
    """Raises ActRefusedError with what the change would break."""
    if caused := review(drafts).caused:
        raise ActRefusedError(caused)
