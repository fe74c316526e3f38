"""Cross-file validation: slugs used twice, keys used twice on a page,
references to what does not exist."""

from collections import Counter
from collections.abc import Iterator

from content import fields
from content.publishing import permalinks
from content.publishing.permalinks import PermalinkLine
from content.records.parsing import FileRecord, cited_names
from content.records.rows import Tree, record_of
from content.records.schema import REFERENCES, complete, has_address
from content.text.errors import FileError, suggestion


def validate_references(
    documents: list[FileRecord], names: list[PermalinkLine]
) -> list[FileError]:
    """Every fault of records and between them; `names` were published and stay."""
    own = (fault for document in documents for fault in own_faults(document))
    return [*own, *faults_between(documents, names)]


def own_faults(document: FileRecord) -> Iterator[FileError]:
    """What a record breaks whatever the others say."""
    yield from _repeated_keys(document)
    yield from _review(document)


def faults_between(
    documents: list[FileRecord], names: list[PermalinkLine]
) -> list[FileError]:
    """What records break together; `names` were published and stay."""
    addresses = {d.row.slug: d for d in documents if has_address(d.kind)}
    keys = {slug: _keys(d.tree) for slug, d in addresses.items()}
    anchors = {s: [*keys[s], *d.row.ANCHORS] for s, d in addresses.items()}
    aliases = {a for d in documents for a in getattr(d.row, "aliases", [])}
    sources = [d.row.slug for d in documents if d.kind == "source"]
    faults = list(_repeated_slugs(documents))
    for document in documents:
        faults += _place(document, addresses)
        faults += _dead_references(document, anchors, aliases)
        faults += _unknown_sources(document, sources)
        faults += _moved(document, keys)
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


def repeated_pages(documents: list[FileRecord]) -> Iterator[FileError]:
    """Texts that stand twice in files, word for word or not."""
    seen: dict[tuple[str, str], FileRecord] = {}
    for document in documents:
        first = seen.setdefault((document.kind, document.row.slug), document)
        if first is not document:
            yield _taken(document, document.row.slug, first)


def _taken(document: FileRecord, name: str, first: FileRecord) -> FileError:
    message = f"« {name} » est déjà pris par {first.place} : en choisir un autre, ou "
    return document.fault("slug", message + "n'en garder qu'un.")


def _repeated_slugs(documents: list[FileRecord]) -> Iterator[FileError]:
    seen: dict[tuple[str, str], FileRecord] = {}
    for document in documents:
        names = [document.row.slug, *getattr(document.row, "aliases", [])]
        for name in names:
            space = "" if has_address(document.kind) else document.kind
            first = seen.setdefault((space, name), document)
            if first is not document:
                yield _taken(document, name, first)


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
    document: FileRecord, anchors: dict[str, list[str]], aliases: set[str]
) -> Iterator[FileError]:
    """References to no page; the name of one that is gone leads to whichever took it
    over."""
    others = anchors.keys() - {document.row.slug}
    known = {"": anchors.get(document.row.slug, [])} | anchors
    model = type(document.row)
    for node, reference in cited_names(model, document.node, REFERENCES):
        slug, _, key = reference.partition("#")
        if not fields.REFERENCE.fullmatch(reference):
            message = f"« {reference} » n'est pas un renvoi."
            yield FileError(document.file, node.line, node.column, message)
        elif slug.startswith("/") or slug in aliases - anchors.keys():
            continue
        elif slug not in known:
            message = f"page inconnue « {slug} ».{suggestion(slug, others)}"
            yield FileError(document.file, node.line, node.column, message)
        elif key and key not in known[slug]:
            message = f"bloc inconnu « #{key} ».{suggestion(key, known[slug])}"
            yield FileError(document.file, node.line, node.column, message)


def _unknown_sources(document: FileRecord, known: list[str]) -> Iterator[FileError]:
    """Sources cited that are not in the list of sources."""
    for node, source in cited_names(
        type(document.row), document.node, (fields.SourceListField,)
    ):
        if source not in known:
            message = f"source inconnue « {source} ».{suggestion(source, known)}"
            yield FileError(document.file, node.line, node.column, message)
