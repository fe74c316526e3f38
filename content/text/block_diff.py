"""Block diff: what changed on a page from one edition to the next, block by block.
Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Record = dict[str, Any]
Changes = dict[str, list[Any]]  # key → [edition of its last change, child lines]

WHOLE_PAGE = ""  # the key of what stands in no block: title, summary, channels
# child lines → fields whose change is nothing to readers; those of the page under ""
Silent = Mapping[str, frozenset[str]]


def blocks(record: Record) -> dict[str, tuple[str, Record]]:
    """The lines of a page that have an anchor: key → (child lines, line)."""
    return {
        line["key"]: (name, line)
        for name, value in record.items()
        if isinstance(value, list)
        for line in value
        if isinstance(line, dict) and "key" in line
    }


class BlockChange(NamedTuple):
    """A block that appeared, changed or went, and the child lines it stands in."""

    key: str
    lines: str


def differences(before: Record, after: Record, silent: Silent) -> Iterator[BlockChange]:
    """Every block that changed; `WHOLE_PAGE` when the page itself says something
    else."""
    old, new = blocks(before), blocks(after)
    if _page(before, silent) != _page(after, silent):
        yield BlockChange(WHOLE_PAGE, "")
    for key in old | new:
        name, _ = new.get(key) or old[key]
        if _line(old.get(key), silent) != _line(new.get(key), silent):
            yield BlockChange(key, name)


def carry(
    known: Changes, before: Record, after: Record, number: int, silent: Silent
) -> Changes:
    """The last change of every block, once edition `number` says `after`.

    >>> one = {"title": "A", "steps": [{"key": "a", "text": "x"}]}
    >>> two = {"title": "A", "steps": [{"key": "a", "text": "y"}, {"key": "b"}]}
    >>> carry({"c": [2, "steps"]}, one, two, 3, {})
    {'c': [2, 'steps'], 'a': [3, 'steps'], 'b': [3, 'steps']}
    """
    changed = differences(before, after, silent)
    return known | {change.key: [number, change.lines] for change in changed}


def changed_after(changes: Changes, number: int) -> Changes:
    """The blocks that changed after edition `number`."""
    return {key: change for key, change in changes.items() if change[0] > number}


def _page(record: Record, silent: Silent) -> Record:
    told = {name for name, _ in blocks(record).values()} | silent.get("", frozenset())
    return {k: v for k, v in record.items() if k not in told}


def _line(found: tuple[str, Record] | None, silent: Silent) -> Record | None:
    if found is None:
        return None
    untold = silent.get(found[0], frozenset())
    return {k: v for k, v in found[1].items() if k not in untold}
