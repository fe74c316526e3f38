"""The zip of the guide's files, whoever packed it: Windows, macOS, a person. Refused
with a sentence that says what to do, and never for long."""

import io
import lzma
import zipfile
import zlib
from pathlib import Path

from content.publishing import permalinks

UNPACKED = 4_000_000  # bytes
MAX_FILES, MAX_RECORDS = 200, 5000
ENCRYPTED = 0x1  # bit of the flags of an entry
YAML = (".yaml", ".yml")
# what systems add by themselves
LITTER = ("thumbs.db", "desktop.ini")
# whatever Python's module says of a damaged or an odd archive
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError),
    *(NotImplementedError, EOFError, ValueError, IndexError),
)
TOO_MUCH = "Ce zip contient trop de texte ou de fichiers pour être celui du guide."
EMPTY_ZIP = (
    "Ce zip ne contient aucun fichier du guide (rubriques.yaml, demarches.yaml…) : "
    "zippez le dossier de ces fichiers, et lui seul."
)


class BadZipError(Exception):
    """Not a zip of the guide; says why, in French."""


def unpack(raw: bytes, folder: Path) -> list[str]:
    """Writes the files of the guide, flat, in lower case, into `folder`; the names of
    what else the zip held. Raises BadZipError for what cannot be read, names two files
    alike, or is no guide by its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _unpack(archive, folder)
    except UNREADABLE as error:
        raise BadZipError("Ce fichier n'est pas un zip lisible.") from error


def _unpack(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    listed = [i for i in archive.infolist() if i.filename and not i.is_dir()]
    if sum(i.file_size for i in listed) > UNPACKED or len(listed) > MAX_FILES:
        raise BadZipError(TOO_MUCH)
    found, others = _chosen(listed)
    records = 0
    for name, info in found.items():
        if info.flag_bits & ENCRYPTED:
            told = "Ce zip est protégé par un mot de passe : refaites-le sans."
            raise BadZipError(told)
        text = archive.read(info)
        records += text.count(b"\n- ") + text.count(b"\r- ")
        if records > MAX_RECORDS:
            raise BadZipError(TOO_MUCH)
        (folder / name).write_bytes(text)
    return others


def _chosen(
    listed: list[zipfile.ZipInfo],
) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """The entries that are files of the guide, by name, and the names of the others."""
    found: dict[str, zipfile.ZipInfo] = {}
    others = []
    for info in listed:
        *above, name = info.filename.replace("\\", "/").split("/")
        name = name.lower()
        if "__MACOSX" in above or name.startswith(".") or name in LITTER:
            continue
        stem, dot, ending = name.rpartition(".")
        if name == permalinks.FILE or dot + ending in YAML:
            kept = name if name == permalinks.FILE else f"{stem}.yaml"
            _refuse_second(kept, found.get(kept), info)
            found[kept] = info
        elif any(f"{one}." in f"{name}." for one in YAML):
            told = f"« {info.filename} » s'appelle sans doute {stem} : renommez-le."
            raise BadZipError(told)
        else:
            others.append(info.filename)
    if not any(name != permalinks.FILE for name in found):
        raise BadZipError(EMPTY_ZIP)
    return found, others


def _refuse_second(
    name: str, first: zipfile.ZipInfo | None, second: zipfile.ZipInfo
) -> None:
    if first is not None:
        both = f"« {first.filename} » et « {second.filename} »"
        told = f"{name} est deux fois dans ce zip ({both}) : n'en gardez qu'un."
        raise BadZipError(told)
