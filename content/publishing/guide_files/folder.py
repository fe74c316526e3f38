"""Reading a folder of the guide's YAML files, whoever named them."""

from pathlib import Path

from content.models import Publishable
from content.publishing import permalinks, validation
from content.publishing.guide_files import drafts
from content.records import parsing, schema
from content.records.parsing import FileRecord
from content.text.errors import FileError, suggestion
from content.text.yaml_format import parse_yaml


def read_folder(folder: Path) -> tuple[list[FileRecord], list[FileError]]:
    """Every record of the folder's YAML files, with every fault of all of them, as if
    they were the whole guide."""
    documents, faults = read_files(folder)
    if not faults:
        names, _ = permalinks.read_permalinks(folder)
        marked, _ = drafts.read_drafts(folder)
        unread = [d for d in documents if (d.kind, d.row.slug) in marked]
        read = [d for d in documents if (d.kind, d.row.slug) not in marked]
        known = [*read, *drafts.set_aside(unread)]
        faults = validation.validate_references(known, names)
    return documents, sorted({f for f in faults if f.file != drafts.AT_THE_DESK})


def read_files(folder: Path) -> tuple[list[FileRecord], list[FileError]]:
    """Every record of the folder's YAML files, with the faults that each file has by
    itself."""
    models = {stem: m for m in schema.kinds().values() for stem in m.FILES}
    documents: list[FileRecord] = []
    paths, faults = _files(folder)
    for path in paths:
        if path.stem.lower() not in models:
            message = f"fichier inconnu.{suggestion(path.stem, models)} Fichiers "
            message += f"possibles : {', '.join(f'{stem}.yaml' for stem in models)}."
            faults.append(FileError(str(path), 1, 1, message))
            continue
        found, wrong = _read_file(path, models[path.stem.lower()])
        documents += found
        faults += wrong
    faults += validation.repeated_pages(documents)
    _, wrong = permalinks.read_permalinks(folder)
    _, unlisted = drafts.read_drafts(folder)
    return documents, sorted({*faults, *wrong, *unlisted})


def _files(folder: Path) -> tuple[list[Path], list[FileError]]:
    """The YAML files of a folder, the rubriques first, however their names are written;
    those that systems add are none."""
    paths = sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in (".yaml", ".yml")
        and not path.name.startswith(".")
        and path.name != drafts.DRAFTS_FILE
    )
    if not paths:
        message = "aucun fichier .yaml dans ce dossier."
        return [], [FileError(str(folder), 1, 1, message)]
    first: dict[str, Path] = {}
    faults = []
    for path in paths:
        other = first.setdefault(path.stem.lower(), path)
        if other is not path:
            message = f"ce fichier et {other.name} sont le même : n'en garder qu'un."
            faults.append(FileError(str(path), 1, 1, message))
    return sorted(paths, key=lambda p: p.stem.lower() != "rubriques"), faults


def _read_file(
    path: Path, model: type[Publishable]
) -> tuple[list[FileRecord], list[FileError]]:
    root, faults = parse_yaml(path.read_bytes(), str(path))
    if root is None or root.value is None:
        return [], faults
    if not isinstance(root.value, list):
        message = "il faut une liste de pages (« - slug: … »)."
        return [], [*faults, FileError(str(path), root.line, root.column, message)]
    documents = []
    for node in root.value:
        tree, wrong = parsing.read_record(model, node, str(path))
        faults += wrong
        if not wrong:
            documents.append(FileRecord(str(path), path.stem.lower(), node, tree))
    return documents, faults
