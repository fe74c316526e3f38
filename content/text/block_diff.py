"""What changed on a page from one edition to the next, block by block. Pure."""

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
Changes = dict[str, list[Any]]  # key → [edition of its last change, child lines]

WHOLE_PAGE = ""  # the key of what stands in no block: title, summary, channels
# what readers do not read
SILENT_FIELDS = {
    "keywords",
    "aliases",
    "related",
    "checked_on",
    "seed",
    "moved",
    "section",
}
SILENT_FIELDS |= {"checked_by", "review_before"}
SILENT_IN_LINES = {"verify"}


def blocks(record: Record) -> dict[str, tuple[str, Record]]:
    """The lines of a page that have an anchor: key → (child lines, line)."""
    return {
        line["key"]: (name, line)
        for name, value in record.items()
        if isinstance(value, list)
        for line in value
        if isinstance(line, dict) and "key" in line
    }


def differences(before: Record, after: Record) -> Iterator[tuple[str, str]]:
    """Every block that appeared, changed or went: (key, child lines); `PAGE` when the
    page itself says something else."""
    old, new = blocks(before), blocks(after)
    if _page(before) != _page(after):
        yield WHOLE_PAGE, ""
    for key in old | new:
        name, _ = new.get(key) or old[key]
        if _line(old.get(key)) != _line(new.get(key)):
            yield key, name


def carry(known: Changes, before: Record, after: Record, number: int) -> Changes:
    """The last change of every block, once edition `number` says `after`."""
    return known | {k: [number, name] for k, name in differences(before, after)}


def changed_after(changes: Changes, number: int) -> Changes:
    """The blocks that changed after edition `number`."""
    return {key: change for key, change in changes.items() if change[0] > number}


def _page(record: Record) -> Record:
    lines = {name for name, _ in blocks(record).values()}
    return {k: v for k, v in record.items() if k not in lines | SILENT_FIELDS}


def _line(found: tuple[str, Record] | None) -> Record | None:
    if found is None:
        return None
    return {k: v for k, v in found[1].items() if k not in SILENT_IN_LINES}
