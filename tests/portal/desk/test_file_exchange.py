"""The guide's files at the desk, out and back in a zip."""

import html
import io
import random
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.desk import PAGE, created, read

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_leave_and_come_back_after_their_plan_was_shown(staff):
    packed = staff["lea"].get("/gestion/fichiers/guide.zip").content
    archive = zipfile.ZipFile(io.BytesIO(packed))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as out:
        for name in archive.namelist():
            text = archive.read(name).decode()
            out.writestr(name, text.replace("Rembourser ce que", "Payer ce que"))
    sent = SimpleUploadedFile("guide.zip", changed.getvalue())
    shown = html.unescape(
        staff["lea"].post("/gestion/fichiers/", {"zip": sent}).content.decode()
    )
    assert "1 changés" in shown and "Payer ce que" not in read(PAGE)
    kept = re.search(r'name="packed" value="([^"]+)"', shown)[1]
    staff["lea"].post("/gestion/fichiers/", {"packed": kept, "load": "1"})
    assert "Payer ce que" in read(PAGE)
    assert staff["rene"].get("/gestion/fichiers/").status_code == 403


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04abc", b"not a zip"])
def test_what_is_no_zip_is_refused_in_french(staff, raw):
    answer = staff["lea"].post(
        "/gestion/fichiers/", {"zip": SimpleUploadedFile("x.zip", raw)}
    )
    assert answer.status_code == 200
    assert "zip" in answer.content.decode() and "errornote" in answer.content.decode()


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.yaml", text)
    return packed.getvalue()


def told(client, raw: bytes) -> str:
    answer = client.post(
        "/gestion/fichiers/", {"zip": SimpleUploadedFile("x.zip", raw)}
    )
    assert answer.status_code == 200
    assert len(answer.content) < 200_000
    return html.unescape(answer.content.decode())


def test_a_damaged_zip_is_refused_wherever_the_damage_is(staff):
    good, drawn = zipped(demarches=b"- slug: x\n" * 200), random.Random(8)
    for place in range(60):
        at = drawn.randrange(len(good))
        raw = good[:at] + drawn.randbytes(drawn.choice([1, 2, 8])) + good[at + 1 :]
        assert "errornote" in told(staff["lea"], raw if place else good[:-30])


@pytest.mark.parametrize(
    "files",
    [
        {f"f{n}": b"" for n in range(1000)},
        {"demarches": b"- a\n" * 900_000},
        {"demarches": b"- slug: x\n" * 300_000},
        {"demarches": b"\x00" * 50_000_000},
    ],
    ids=["files", "lines", "records", "bytes"],
)
def test_a_zip_that_would_cost_too_much_is_refused_at_once(staff, files):
    assert "pour être celui du guide" in told(staff["lea"], zipped(**files))


def test_of_many_faults_a_hundred_are_shown_and_the_others_counted(staff):
    shown = told(staff["lea"], zipped(demarches=b"- slug: x\n" * 1000))
    assert "100 erreur(s) montrées" in shown and "autres" in shown


def test_a_draft_that_comes_back_is_told_and_stays_one(staff):
    new = created(staff["rene"], "essai")
    packed = staff["lea"].get("/gestion/fichiers/guide.zip").content
    staff["lea"].post(f"/gestion/procedures/procedure/{new.pk}/delete/", {"post": "y"})
    sent = SimpleUploadedFile("guide.zip", packed)
    shown = staff["lea"].post("/gestion/fichiers/", {"zip": sent}).content.decode()
    kept = re.search(r'name="packed" value="([^"]+)"', shown)[1]
    again = {"packed": kept, "load": "1"}
    answer = staff["lea"].post("/gestion/fichiers/", again, follow=True)
    assert "1 brouillon(s) repris." in answer.content.decode()
    assert staff["lea"].get("/guide/essai/").status_code == 404
    shown = staff["lea"].post(
        "/gestion/fichiers/",
        {"zip": SimpleUploadedFile("guide.zip", packed), "load": "1"},
        follow=True,
    )
    assert "Rien à charger" in shown.content.decode()
