"""Drafts that leave in files come back as drafts, on whichever installation."""

import io

import pytest
from django.core.management import call_command

from content.models import (
    DraftState,
    DraftVersion,
    Edition,
    Permalink,
    ScheduledEdition,
)
from content.publishing import workflow
from content.publishing.guide_files import exporter
from content.publishing.guide_files.drafts import DRAFTS_FILE
from content.records import schema
from procedures.models import Procedure
from tests.support.desk import PAGE, SLUG, decide, form_data, read, row, save
from tests.support.guide_files import load, refused, replace

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "essai-neuf"
SAID = "Un essai que personne n'a relu."


def write_new(client, summary: str = SAID) -> Procedure:
    """A page never published."""
    place = "/gestion/procedures/procedure/add/"
    sent = form_data(client, place) | {
        "slug": NEW,
        "section": str(row().section_id),
        "title": "Essayer du neuf",
        "summary": summary,
        "keywords": "\n".join(f"essai {n}" for n in range(8)),
    }
    assert client.post(place, sent).status_code == 302
    return row(NEW)


def empty_installation() -> None:
    """Nothing is left of the guide."""
    *others, sections = reversed(schema.kinds().values())
    for model in others:
        model.objects.all().delete()
    sections.objects.exclude(parent=None).delete()
    sections.objects.all().delete()
    for model in (Edition, Permalink, ScheduledEdition, DraftState, DraftVersion):
        model.objects.all().delete()


def exported(folder) -> dict[str, bytes]:
    exporter.export_guide(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def state() -> dict:
    """What is written, and what is online."""
    rows = [r for model in schema.kinds().values() for r in model.objects.all()]
    written = {(r.KIND, r.slug): workflow.saved_record(r) for r in rows}
    online = {(e.kind, e.slug): e.record for e in Edition.objects.current()}
    return {"written": written, "online": online}


def test_an_export_with_drafts_fills_an_empty_installation_alike(staff, tmp_path):
    write_new(staff["rene"])
    save(staff["rene"], row(), summary="Pas encore relu.", related="essai-neuf")
    decide(staff["rene"], "relecture", note="À lire.")
    # a draft that no gate would let through is no reason to refuse the rest
    Procedure.objects.filter(slug=NEW).update(related=["nulle-part"])
    before, files = state(), exported(tmp_path / "out")
    empty_installation()
    told = load(tmp_path / "out")
    assert f"« {NEW} » reste un brouillon" in told
    assert state() == before
    assert exported(tmp_path / "out") == files
    work = DraftState.objects.get(slug=SLUG)
    assert (work.state, work.note, work.edited_by) == ("relecture", "À lire.", "rene")
    assert "rene" in work.writers
    assert "Pas encore relu." not in read(PAGE)


def test_a_guide_without_drafts_leaves_without_a_list_of_them(staff, tmp_path):
    save(staff["rene"], row(), summary="Pas encore relu.")
    assert DRAFTS_FILE in exported(tmp_path / "out")
    assert "est en ligne" in decide(staff["lea"], "publier")
    assert DRAFTS_FILE not in exported(tmp_path / "out")


def test_a_draft_brought_where_its_page_is_online_stays_a_draft(staff, tmp_path):
    loaded, online = workflow.saved_record(row()), Edition.objects.count()
    save(staff["rene"], row(), summary="Pas encore relu.")
    exporter.export_guide(tmp_path / "out")
    workflow.write_draft("procedure", loaded)
    assert "reste un brouillon" in load(tmp_path / "out")
    assert row().summary == "Pas encore relu." and "relu" not in read(PAGE)
    assert Edition.objects.count() == online
    assert load().startswith("0 nouveaux, 0 changés")  # the release is not before it
    assert row().summary == "Pas encore relu."


@pytest.mark.parametrize("listed", [True, False])
def test_a_draft_renamed_in_the_files_stays_a_draft(staff, tmp_path, listed):
    write_new(staff["rene"])
    out = tmp_path / "out"
    exporter.export_guide(out)
    name = "demarches.yaml"
    replace(out, name, f"- slug: {NEW}\n", "- slug: autre-nom\n")
    replace(out, name, "title: Essayer du neuf", "title: Essayer autre chose")
    if not listed:
        (out / DRAFTS_FILE).unlink()
    assert "« autre-nom » reste un brouillon" in load(out)
    assert not Edition.objects.filter(slug="autre-nom").exists()
    assert row("autre-nom").summary == row(NEW).summary == SAID


def test_a_draft_renamed_on_its_way_elsewhere_is_told(staff, tmp_path):
    write_new(staff["rene"])
    out = tmp_path / "out"
    exporter.export_guide(out)
    replace(out, "demarches.yaml", f"- slug: {NEW}\n", "- slug: autre-nom\n")
    empty_installation()
    assert f"« {NEW} » est un brouillon de ces fichiers" in refused(out)
    assert not Procedure.objects.exists()
    replace(out, DRAFTS_FILE, f"slug: {NEW}", "slug: autre-nom")
    assert "« autre-nom » reste un brouillon" in load(out)


def test_a_new_page_of_the_files_with_words_of_its_own_is_published(staff, guide_copy):
    write_new(staff["rene"])
    path = guide_copy / "demarches.yaml"
    section = row().section_id
    words = "\n".join(f"  - mot neuf {n}" for n in range(8))
    page = f"\n- slug: page-neuve\n  section: {section}\n  title: Une page neuve\n"
    page += f"  summary: Des mots d'ici.\n  keywords:\n{words}\n"
    path.write_text(path.read_text("utf-8") + page, "utf-8")
    assert load(guide_copy).splitlines()[-1].startswith("1 nouveaux")
    assert "Des mots d'ici." in read("/guide/page-neuve/")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("demain\n", "il faut une liste"),
        ("- slug: x\n", "écrire « kind », « slug »"),
        ("- kind: inconnu\n  slug: x\n", "écrire « kind », « slug »"),
        ("- kind: procedure\n  slug: x\n  work: oui\n", "« work »"),
        (
            "- kind: procedure\n  slug: x\n  online:\n    slug: y\n    title: Y\n",
            "il manque",
        ),
        ("- kind: procedure\n  slug: x\n", "n'y est plus"),
        ("- kind: [\n", ""),
    ],
)
def test_a_list_of_drafts_that_is_wrong_is_told(staff, guide_copy, text, sentence):
    (guide_copy / DRAFTS_FILE).write_text(text, "utf-8")
    assert sentence in refused(guide_copy)
    told = io.StringIO()
    if sentence != "n'y est plus":
        with pytest.raises(SystemExit):
            call_command("load_guide", guide_copy, check=True, stdout=told, stderr=told)
        assert DRAFTS_FILE in told.getvalue()
