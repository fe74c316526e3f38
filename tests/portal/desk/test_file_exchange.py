"""The guide's files at the desk, out and back in a zip."""

import html
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.desk import PAGE, read

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
