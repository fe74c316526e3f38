"""Permalinks: every name ever published, with the permanent number of each page:
printed links rely on them, so none is dropped without something in its place."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db.models import Max

from content.models import Edition, Permalink
from content.records.schema import has_address, kinds
from content.text.block_diff import Record, blocks
from content.text.errors import FileError

FILE = "registre.txt"
HEAD = "# Noms publiés, pour toujours : numéro, page, puis ses blocs dans l'ordre.\n"


class PermalinkLine(NamedTuple):
    """A line of the ledger: the keys of a page are numbered by their place."""

    number: int
    slug: str
    keys: list[str]


def read_permalinks(folder: Path) -> tuple[list[PermalinkLine], list[FileError]]:
    """The ledger beside the guide's files, empty when there is none."""
    path = folder / FILE
    names: list[PermalinkLine] = []
    faults = []
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    for place, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 2 or not (words[0].isascii() and words[0].isdigit()):
            message = "écrire « numéro page bloc bloc… » ; ce fichier s'écrit seul, "
            message += "par « manage.py export_guide »."
            faults.append(FileError(str(path), place, 1, message))
        elif any(words[1] == n.slug or int(words[0]) == n.number for n in names):
            message = f"« {words[0]} {words[1]} » : numéro ou page déjà pris plus haut."
            faults.append(FileError(str(path), place, 1, message))
        else:
            names.append(PermalinkLine(int(words[0]), words[1], words[2:]))
    return names, faults


def write_permalinks(folder: Path) -> Path:
    """The database's ledger as a file, one page per line."""
    rows = Permalink.objects.order_by("number")
    lines = [" ".join([str(row.number), row.slug, *row.keys]) for row in rows]
    path = folder / FILE
    path.write_text(HEAD + "".join(f"{x}\n" for x in lines), "utf-8", newline="\n")
    return path


def permalinks() -> list[PermalinkLine]:
    """The names in the database."""
    rows = Permalink.objects.values_list("number", "slug", "keys")
    return [PermalinkLine(*row) for row in rows]


def lost_keys(record: Record, keys: Iterable[str]) -> list[str]:
    """The published keys that a record neither has nor sends elsewhere."""
    kept = blocks(record).keys() | record.get("moved", {}).keys()
    return [key for key in keys if key not in kept]


def enter(names: Iterable[PermalinkLine]) -> None:
    """Takes the names of a file: a page known here keeps its number, a number taken
    by another page gives way to the next one. Inside a transaction."""
    rows = {row.slug: row for row in Permalink.objects.all()}
    taken = {row.number for row in rows.values()}
    for name in sorted(names):
        row = rows.get(name.slug)
        number = name.number if name.number not in taken else max(taken) + 1
        if row is None:
            row = Permalink(slug=name.slug, number=number, keys=[])
            taken.add(number)
        _add(row, name.keys)


def enter_record(kind: str, slug: str, record: Record) -> None:
    """Takes what is being published. Inside a transaction."""
    if not has_address(kind):
        return
    row = Permalink.objects.filter(slug=slug).first()
    if row is None:
        last = Permalink.objects.aggregate(last=Max("number"))["last"] or 0
        row = Permalink(slug=slug, number=last + 1, keys=[])
    _add(row, blocks(record))


def enter_published() -> None:
    """Takes the current editions that no line names yet. Inside a transaction."""
    names = Permalink.objects.values("slug")
    editions = Edition.objects.current().exclude(slug__in=names)
    told = [kind for kind in kinds() if has_address(kind)]
    for edition in editions.filter(kind__in=told, record__isnull=False):
        enter_record(edition.kind, edition.slug, edition.record)


def _add(row: Permalink, keys: Iterable[str]) -> None:
    added = [key for key in keys if key not in row.keys]
    if added or row.pk is None:
        row.keys = [*row.keys, *added]
        row.save()
