"""The files and the desk at peace: what one adds, the other does not lose or refuse."""

import shutil
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from content.models import Edition, Section
from content.publishing import importer
from content.publishing.guide_files import exporter
from content.publishing.guide_files.check import import_faults
from content.publishing.guide_files.folder import read_files, read_folder
from procedures.models import Procedure
from tests.support.desk import address_of, changed, decide, row
from tests.support.guide_files import load, refused
from tests.support.paths import GUIDE

pytestmark = pytest.mark.django_db(transaction=True)


def add_block(client) -> None:
    """A block more on a page, published."""
    place = address_of("change")
    data = changed(client, place)
    count = int(data["notices-TOTAL_FORMS"])
    line = {"key": "bloc-neuf", "kind": "a-noter", "text": "Neuf.", "place": "1"}
    data |= {f"notices-{count}-{name}": value for name, value in line.items()}
    answer = client.post(place, data | {"notices-TOTAL_FORMS": str(count + 1)})
    assert answer.status_code == 302, answer.context["errors"]
    assert "est en ligne" in decide(client, "publier")


def test_unchanged_files_load_after_a_block_was_published_at_the_desk(staff):
    add_block(staff["lea"])
    editions = Edition.objects.count()
    load(GUIDE)
    assert "bloc-neuf" in {notice.key for notice in row().notices.all()}
    assert Edition.objects.count() == editions


def test_a_zip_taken_before_a_block_was_published_still_opens(staff):
    packed = staff["ada"].get("/gestion/fichiers/guide.zip").content
    add_block(staff["lea"])
    sent = {"zip": SimpleUploadedFile("guide.zip", packed)}
    shown = staff["ada"].post("/gestion/fichiers/", sent).content.decode()
    assert "errornote" not in shown and "0 changés" in shown
    assert "bloc-neuf" in {notice.key for notice in row().notices.all()}


def test_a_start_after_a_block_was_published_keeps_it(staff):
    add_block(staff["lea"])
    call_command("prepare", stdout=StringIO(), stderr=StringIO())
    assert "bloc-neuf" in {notice.key for notice in row().notices.all()}


def test_a_file_may_cite_a_block_that_only_the_desk_has(staff, guide_copy):
    add_block(staff["lea"])
    path = guide_copy / "demarches.yaml"
    before, head, page = path.read_text("utf-8").partition("- slug: changer-adresse\n")
    place = page.index("  related:\n") + len("  related:\n")
    cited = "  - payer-creance#bloc-neuf\n"
    path.write_text(before + head + page[:place] + cited + page[place:], "utf-8")
    assert "1 changés" in load(guide_copy)
    path.write_text(path.read_text("utf-8").replace("#bloc-neuf", "#jamais"), "utf-8")
    assert "bloc inconnu « #jamais »" in refused(guide_copy)


def exported(folder):
    exporter.export_guide(folder)
    return {path.name: path.read_bytes() for path in folder.glob("*.yaml")}


def comes_back(folder) -> None:
    """An export is loaded without a fault, and leaves everything as it is."""
    before = exported(folder)
    call_command("load_guide", folder, stdout=StringIO(), stderr=StringIO())
    again = folder.with_name("again")
    assert exported(again) == before
    shutil.rmtree(again)


def test_a_page_without_a_rubrique_leaves_and_comes_back(staff, tmp_path):
    page = Procedure.objects.get(slug="payer-creance")
    Procedure.objects.filter(pk=page.pk).update(section=None)
    comes_back(tmp_path / "out")
    packed = staff["lea"].get("/gestion/fichiers/guide.zip")
    assert packed.status_code == 200
    sent = {"zip": SimpleUploadedFile("guide.zip", packed.content)}
    shown = staff["lea"].post("/gestion/fichiers/", sent).content.decode()
    assert "errornote" not in shown
    assert row().section is None


def test_a_new_rubrique_and_its_pages_leave_and_come_back(staff, tmp_path):
    section = Section.objects.create(slug="handicap", title="Handicap", position=99)
    Procedure.objects.filter(slug="payer-creance").update(section=section)
    out = tmp_path / "out"
    comes_back(out)
    assert not (out / "handicap.yaml").exists()
    assert row().section == section


@pytest.mark.parametrize(
    "spoil",
    [
        {"related": ["page-qui-nexiste-pas"]},
        {"moved": {"ancien": "cle-inconnue"}},
        {"aliases": ["creer-compte-ameli"]},
    ],
)
def test_an_export_with_an_unfinished_draft_comes_back_as_it_was(
    staff, tmp_path, spoil
):
    Procedure.objects.filter(slug="payer-creance").update(**spoil)
    editions = Edition.objects.count()
    comes_back(tmp_path / "out")
    [(name, value)] = spoil.items()
    assert getattr(row(), name) == value
    assert Edition.objects.count() == editions


def test_a_fault_that_a_file_brings_is_refused_beside_an_unfinished_draft(
    staff, tmp_path
):
    Procedure.objects.filter(slug="payer-creance").update(related=["nulle-part"])
    out = tmp_path / "out"
    exported(out)
    path = out / "demarches.yaml"
    text = path.read_text("utf-8")
    link = "- slug: changer-adresse\n"
    path.write_text(text.replace(link, f"{link}  related:\n  - introuvable\n", 1))
    documents, faults = read_files(out)
    plan = importer.plan_import(documents, "file")
    if not faults:
        faults = import_faults(plan, out)
    assert any("introuvable" in f.message or "deux fois" in f.message for f in faults)
    assert not any("nulle-part" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("creation.yaml", "Creation.YAML"), "sont le même"),
        (("creation.yaml", "creation.yml"), "sont le même"),
    ],
)
def test_a_folder_with_one_file_twice_is_refused(guide_copy, names, sentence):
    shutil.copy(guide_copy / names[0], guide_copy / names[1])
    _, faults = read_files(guide_copy)
    assert any(sentence in fault.message for fault in faults)


def test_names_of_any_case_are_read_and_litter_is_not(guide_copy):
    whole, _ = read_files(guide_copy)
    (guide_copy / "creation.yaml").rename(guide_copy / "Creation.YAML")
    (guide_copy / "._suivi.yaml").write_bytes(b"\0\5\x16\7")
    documents, faults = read_folder(guide_copy)
    assert faults == []
    assert {d.row.slug for d in documents} == {d.row.slug for d in whole}
