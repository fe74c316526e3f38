"""Cross-file validation: slugs used twice, keys used twice on a page,
references to what does not exist."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from content.fields import (
    REFERENCE,
    PagesByWordsField,
    ReferenceField,
    ReferenceListField,
    SourceListField,
)
from content.models import Publishable, Recorded
from content.publishing import permalinks
from content.publishing.permalinks import PermalinkLine
from content.records.rows import Tree, record_of
from content.records.schema import complete, fields_of, has_address
from content.text.errors import FileError, Node, suggestion

_REFERENCES = ReferenceField, ReferenceListField, PagesByWordsField


class FileRecord(NamedTuple):
    """One record of a file: where it stands and what was read."""

    file: str
    stem: str
    node: Node
    tree: Tree

    @property
    def row(self) -> Publishable:
        return self.tree.row

    @property
    def kind(self) -> str:
        return self.row.KIND

    def fault(self, name: str, message: str) -> FileError:
        place = self.node.value.get(name, self.node)
        return FileError(self.file, place.line, place.column, message)


def validate_references(
    documents: list[FileRecord], names: list[PermalinkLine]
) -> list[FileError]:
    """Every fault between records; `names` were published and stay."""
    addresses = {d.row.slug: d for d in documents if has_address(d.kind)}
    keys = {slug: _keys(d.tree) for slug, d in addresses.items()}
    anchors = {s: [*keys[s], *d.row.ANCHORS] for s, d in addresses.items()}
    sources = [d.row.slug for d in documents if d.kind == "source"]
    faults = list(_repeated_slugs(documents))
    for document in documents:
        faults += _place(document, addresses)
        faults += _repeated_keys(document)
        faults += _dead_references(document, anchors)
        faults += _unknown_sources(document, sources)
        faults += _moved(document, keys)
        faults += _review(document)
    faults += dropped(documents, names)
    return faults


def dropped(
    documents: list[FileRecord], names: list[PermalinkLine]
) -> Iterator[FileError]:
    """Published keys that a page of the files no longer has, nor sends elsewhere."""
    published = {name.slug: name for name in names}
    for document in documents:
        name = published.get(document.row.slug)
        if not name or not has_address(document.kind):
            continue
        for key in permalinks.lost_keys(record_of(document.tree), name.keys):
            message = f"le bloc « {key} » a été publié : le remettre, ou écrire dans "
            message += f"« moved » la clé qui le remplace (« {key}: nouvelle-cle »)."
            yield document.fault("moved", message)


def _moved(document: FileRecord, keys: dict[str, dict]) -> Iterator[FileError]:
    """A former key is no key of today, and leads to one."""
    mine = keys.get(document.row.slug, {})
    for old, new in getattr(document.row, "moved", {}).items():
        if old in mine:
            message = f"« {old} » est encore la clé d'un bloc : l'ôter de « moved »."
            yield document.fault("moved", message)
        if new and new not in mine:
            message = f"bloc inconnu « {new} ».{suggestion(new, mine)}"
            yield document.fault("moved", message)


def _repeated_slugs(documents: list[FileRecord]) -> Iterator[FileError]:
    seen: dict[tuple[str, str], FileRecord] = {}
    for document in documents:
        names = [document.row.slug, *getattr(document.row, "aliases", [])]
        for name in names:
            space = "" if has_address(document.kind) else document.kind
            first = seen.setdefault((space, name), document)
            if first is not document:
                where = f"{first.file}:{first.node.line}"
                message = f"« {name} » est déjà pris par {where} : en choisir un autre."
                yield document.fault("slug", message)


def _place(
    document: FileRecord, addresses: dict[str, FileRecord]
) -> Iterator[FileError]:
    """The section of a page exists, and its rubrique is the name of the file."""
    for field in ("section", "parent"):
        slug = getattr(document.row, f"{field}_id", None)
        if not slug:
            continue
        section = addresses.get(slug)
        if section is None or section.kind != "section":
            known = [s for s, d in addresses.items() if d.kind == "section"]
            message = f"rubrique inconnue « {slug} ».{suggestion(slug, known)}"
            yield document.fault(field, message)
        elif field == "section":
            root = getattr(section.row, "parent_id", None) or slug
            if root != document.stem and root in document.row.FILES:
                message = f"« {slug} » est dans {root}.yaml : y déplacer cette page."
                yield document.fault(field, message)


def _review(document: FileRecord) -> Iterator[FileError]:
    """What the kind of page itself finds wrong with its record."""
    for name, place, message in document.row.review(
        complete(type(document.row), record_of(document.tree))
    ):
        node = document.node.value[name].value[place]
        yield FileError(document.file, node.line, node.column, message)


def _keys(tree: Tree) -> dict[str, int]:
    """The keys of a page's lines, its anchors; how many times each stands."""
    return Counter(line.row.key for lines in tree.children.values() for line in lines)


def _repeated_keys(document: FileRecord) -> Iterator[FileError]:
    for key, times in _keys(document.tree).items():
        if times > 1:
            message = f"la clé « {key} » sert {times} fois sur cette page."
            yield document.fault("slug", message)
        if key in document.row.ANCHORS:
            message = f"« {key} » est l'ancre d'un bloc : choisir une autre clé."
            yield document.fault("slug", message)


def _dead_references(
    document: FileRecord, anchors: dict[str, list[str]]
) -> Iterator[FileError]:
    known = {"": anchors.get(document.row.slug, [])} | anchors
    for node, reference in _references(type(document.row), document.node):
        slug, _, key = reference.partition("#")
        if not REFERENCE.fullmatch(reference):
            message = f"« {reference} » n'est pas un renvoi."
            yield FileError(document.file, node.line, node.column, message)
        elif slug.startswith("/"):
            continue
        elif slug not in known:
            message = f"page inconnue « {slug} ».{suggestion(slug, anchors)}"
            yield FileError(document.file, node.line, node.column, message)
        elif key and key not in known[slug]:
            message = f"bloc inconnu « #{key} ».{suggestion(key, known[slug])}"
            yield FileError(document.file, node.line, node.column, message)


def _unknown_sources(document: FileRecord, known: list[str]) -> Iterator[FileError]:
    """Sources cited that are not in the list of sources."""
    for node, source in _cited(type(document.row), document.node, (SourceListField,)):
        if source not in known:
            message = f"source inconnue « {source} ».{suggestion(source, known)}"
            yield FileError(document.file, node.line, node.column, message)


def _references(model: type[Recorded], node: Node) -> Iterator[tuple[Node, str]]:
    """Every reference under a node, with its place."""
    yield from _cited(model, node, _REFERENCES)


def _cited(
    model: type[Recorded], node: Node, wanted: tuple[type, ...]
) -> Iterator[tuple[Node, str]]:
    """Every name in the fields of these types under a node, with its place."""
    for name, part in fields_of(model).items():
        given = node.value.get(name) if isinstance(node.value, dict) else None
        if given is None or given.value is None:
            continue
        if part.one_to_many and isinstance(given.value, list):
            for line in given.value:
                yield from _cited(part.related_model, line, wanted)
        elif isinstance(part, wanted) and isinstance(given.value, list):
            yield from ((item, str(item.value)) for item in given.value)
        elif isinstance(part, wanted) and isinstance(given.value, dict):
            yield from ((page, str(page.value)) for page in given.value.values())
        elif isinstance(part, wanted) and given.value:
            yield given, str(given.value)
