"""The format of the snapshot's file: its number, and how a file of a past release is
read today. A process that serves may be newer than the file it starts from."""

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]

FORMAT = 2


class SnapshotFormatError(ValueError):
    """A file that this release cannot read: of a newer one, or no snapshot at all."""


def current_format(data: Any) -> Data:
    """The data of a file of any release up to this one, in the format of today.
    Raises SnapshotFormatError."""
    found = format_of(data)
    if found > FORMAT:
        raise SnapshotFormatError(f"format {found}, d'une version plus récente")
    for upgrade in UPGRADES[found - 1 :]:
        data = upgrade(data)
    return data


def format_of(data: Any) -> int:
    """The format that a file says it has; the first one did not say."""
    found = data.get("format", 1) if isinstance(data, dict) else 0
    if not isinstance(found, int) or found < 1:
        raise SnapshotFormatError("pas un instantané")
    return found


def _with_names(data: Data) -> Data:
    """Format 1 → 2: what was told by its place in a list is told by its name."""
    past = ("number", "publication", "at", "note")
    editions = [
        edition | {"history": [_named(past, line) for line in edition["history"]]}
        for edition in data["editions"]
    ]
    alerts = [
        alert | {"mark": _named(("id", "at"), alert["mark"])}
        for alert in data["alerts"]
    ]
    return data | {
        "format": 2,
        "editions": editions,
        "alerts": alerts,
        "retired": _all_named(("slug", "title", "section", "at"), data["retired"]),
        "news": _all_named(("slug", "number", "at", "note", "gone"), data["news"]),
        # the first files of all had no register of names
        "ledger": _all_named(("slug", "number", "keys"), data.get("ledger", [])),
    }


def _named(names: tuple[str, ...], values: list[Any]) -> Data:
    return dict(zip(names, values, strict=True))


def _all_named(names: tuple[str, ...], lines: list[list[Any]]) -> list[Data]:
    return [_named(names, line) for line in lines]


# one for each past format, the first at its head
UPGRADES: list[Callable[[Data], Data]] = [_with_names]
