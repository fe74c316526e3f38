"""The zip of the guide's files, as Windows, macOS and people make it."""

import html
import io
import shutil
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.paths import GUIDE

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {path.name: path.read_bytes() for path in GUIDE.iterdir()}
READY = "Ce qui changerait"


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def told(client, raw: bytes) -> str:
    sent = SimpleUploadedFile("guide.zip", raw)
    answer = client.post("/gestion/fichiers/", {"zip": sent})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def windows(files):
    return {
        f"guide\\{name}": raw.replace(b"\n", b"\r\n") for name, raw in files.items()
    }


def macos(files):
    litter = {f"__MACOSX/guide/._{name}": b"\0\5\x16\7\0\2" for name in files}
    named = {f"guide/{name}": raw for name, raw in files.items()}
    return named | litter | {"guide/.DS_Store": b"\0\0\0\1Bud1"}


def shouted(files):
    return {name.upper(): raw for name, raw in files.items()}


def short_endings(files):
    return {name.replace(".yaml", ".yml"): raw for name, raw in files.items()}


def deep(files):
    return {f"a/b/c/{name}": raw for name, raw in files.items()}


def with_litter(files):
    return files | {"Thumbs.db": b"x", "desktop.ini": b"y", "guide/": b""}


@pytest.mark.parametrize(
    "packer", [dict, windows, macos, shouted, short_endings, deep, with_litter]
)
def test_every_way_to_pack_the_guide_is_read(staff, packer):
    shown = told(staff["lea"], zipped(packer(FILES)))
    assert READY in shown and "errornote" not in shown
    assert "Laissés de côté" not in shown


def test_what_is_no_text_of_the_guide_is_left_and_said(staff):
    shown = told(staff["lea"], zipped(FILES | {"notes/À lire.docx": b"PK"}))
    assert READY in shown and "Laissés de côté" in shown and "À lire.docx" in shown


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "ne contient aucun fichier du guide"),
        ({"lisez-moi.txt": b"bonjour"}, "ne contient aucun fichier du guide"),
        ({"guide/": b""}, "ne contient aucun fichier du guide"),
        ({"registre.txt": b"1 accueil"}, "ne contient aucun fichier du guide"),
        ({"__MACOSX/._creation.yaml": b"x"}, "ne contient aucun fichier du guide"),
        (
            {"neuf/creation.yaml": b"[]", "vieux/creation.yaml": b"[]"},
            "« neuf/creation.yaml » et « vieux/creation.yaml »",
        ),
        ({"creation.yaml": b"[]", "Creation.YML": b"[]"}, "n'en gardez qu'un"),
        ({"creation.yaml.txt": b"[]"}, "s'appelle sans doute creation.yaml"),
        ({"creation (1).yaml": b"[]"}, "Vouliez-vous dire « creation »"),
        ({"recettes.yaml": b"[]"}, "fichier inconnu"),
    ],
)
def test_an_odd_zip_is_refused_with_what_to_do(staff, files, sentence):
    shown = told(staff["lea"], zipped(files))
    assert sentence in shown and "errornote" in shown and READY not in shown
    assert "/tmp" not in shown and "tmp" not in shown.split("errornote")[1][:400]


def test_a_locked_zip_says_that_it_is(staff, tmp_path):
    if not shutil.which("zip"):
        raw = bytearray(zipped(FILES))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = raw.find(mark)
            while place >= 0:
                raw[place + at] |= 1
                place = raw.find(mark, place + 4)
    else:
        (tmp_path / "creation.yaml").write_bytes(b"[]")
        words = ["zip", "-q", "-P", "x", "g.zip", "creation.yaml"]
        subprocess.run(words, cwd=tmp_path, check=True)
        raw = (tmp_path / "g.zip").read_bytes()
    assert "mot de passe" in told(staff["lea"], bytes(raw))


def twice(slug: str, change: bytes = b"") -> dict[str, bytes]:
    """The files, a page of them copied at the end, with words added to it or not."""
    raw = FILES["demarches.yaml"]
    start = raw.index(f"- slug: {slug}\n".encode())
    page = raw[start : raw.find(b"\n- slug: ", start) + 1].rstrip() + b"\n"
    again = page.replace(b"summary: ", b"summary: " + change, 1)
    return FILES | {"demarches.yaml": raw.rstrip() + b"\n" + again}


@pytest.mark.parametrize("change", [b"", b"Autrement. "], ids=["same", "another"])
def test_a_page_that_stands_twice_in_a_zip_is_refused_with_both_places(staff, change):
    files = twice("payer-creance", change)
    lines = files["demarches.yaml"].splitlines()
    first, second = [
        n for n, line in enumerate(lines, 1) if line == b"- slug: payer-creance"
    ]
    screen = told(staff["lea"], zipped(files))
    assert READY not in screen and "1 erreur(s)" in screen
    assert f"demarches.yaml:{second}:" in screen
    assert f"« payer-creance » est déjà pris par demarches.yaml:{first} :" in screen
    assert "/tmp" not in screen


def test_a_name_of_a_text_of_the_desk_is_refused_without_a_line_of_no_file(staff):
    raw = FILES["informations.yaml"]
    slug = raw.partition(b"- slug: ")[2].partition(b"\n")[0]
    taken = raw.replace(b"- slug: " + slug, b"- slug: payer-creance", 1)
    screen = told(staff["lea"], zipped({"informations.yaml": taken}))
    assert "« payer-creance » est déjà pris par un texte du bureau : " in screen
