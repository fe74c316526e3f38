"""Changes since a link was made: what changed on a page since the edition that a link
carries."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest

from content.records.schema import fields_of, kinds
from content.snapshot.entries import Entry, Past
from content.text.block_diff import WHOLE_PAGE, blocks, changed_after
from content.text.markup import plain

SHOWN = 90  # characters of a changed block


class ChangedBlock(NamedTuple):
    """A block that changed; without text, it is no more."""

    label: str
    text: str
    address: str


class ChangesSince(NamedTuple):
    """What changed since an edition, in words and block by block."""

    edition: int
    on: datetime
    told: str
    notes: list[Past]
    blocks: list[ChangedBlock]
    keys: set[str]


def address_with_edition(entry: Entry, key: str = "") -> str:
    """The address that one sends or prints: with the edition it was made from."""
    page, _, anchor = entry.address.partition("#")
    anchor = key or anchor
    return f"{page}?edition={entry.edition}" + (f"#{anchor}" if anchor else "")


def asked_edition(request: HttpRequest) -> int:
    """The edition that a link carries; 0 when it carries none."""
    # nine digits fit any column; « ² » is a digit for Python and no number
    asked = request.GET.get("edition", "")[:9]
    return int(asked) if asked.isascii() and asked.isdigit() else 0


def changes_since(entry: Entry, edition: int) -> ChangesSince | None:
    """What changed on a page since one of its editions; None when nothing did, or the
    edition is none of its own."""
    # a link made up by hand names an edition that was never published: silence
    past = next((p for p in entry.history if p.number == edition), None)
    changed = changed_after(entry.changes, edition)
    if not past or not changed:
        return None
    model, now = kinds()[entry.kind], blocks(entry.record)
    found = [
        _block(fields_of(model)[name].related_model, now.get(key), entry.address, key)
        for key, (_, name) in changed.items()
        if key != WHOLE_PAGE
    ]
    counted = Counter(name for key, (_, name) in changed.items() if key != WHOLE_PAGE)
    names = [_counted(fields_of(model)[part], n) for part, n in counted.items()]
    names += ["la présentation"] if WHOLE_PAGE in changed else []
    notes = [p for p in entry.history if p.number > edition and p.note]
    several = len(changed) > 1
    told = " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    told = told[0].upper() + told[1:] + (" ont changé" if several else " a changé")
    return ChangesSince(edition, past.on, told, notes, found, set(changed))


def _counted(part, number: int) -> str:
    meta = part.related_model._meta
    name = meta.verbose_name if number == 1 else meta.verbose_name_plural
    return f"{number} {name}"


def _block(model, line, address: str, key: str) -> ChangedBlock:
    label = str(model._meta.verbose_name)
    label = label[0].upper() + label[1:]
    if not line:
        return ChangedBlock(label, "", "")
    text = plain(line[1].get("text") or line[1].get("title", ""))
    short = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
    return ChangedBlock(label, short, f"{address.partition('#')[0]}#{key}")
