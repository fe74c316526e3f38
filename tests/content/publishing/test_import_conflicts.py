"""Files and the desk both write: whose text stays, and what becomes of names."""

import pytest

from content.models import Edition, Page
from content.publishing import snapshot_file
from procedures.models import Procedure, Step
from tests.support.guide_files import load, refused, replace

pytestmark = pytest.mark.django_db


def test_a_staff_edit_is_kept_when_its_file_did_not_change(desk):
    load()
    Step.objects.filter(key="remplir").update(text="Tout remplir.")
    assert "1 gardés de l'équipe" in load()
    assert Step.objects.get(key="remplir").text == "Tout remplir."


def edited_on_both_sides(guide_copy):
    load()
    Procedure.objects.filter(slug="payer-creance").update(summary="Texte de l'équipe.")
    replace(
        guide_copy,
        "demarches.yaml",
        "Rembourser ce que l'on doit",
        "Payer ce que l'on doit",
    )


def test_a_page_changed_on_both_sides_stops_the_load_with_its_diff(desk, guide_copy):
    edited_on_both_sides(guide_copy)
    replace(
        guide_copy, "suivi.yaml", "Suivre ses remboursements", "Voir ses remboursements"
    )
    editions = Edition.objects.count()
    told = refused(guide_copy)
    assert "« payer-creance » a changé des deux côtés" in told
    assert "-  summary: Texte de l'équipe." in told
    assert "+  summary: Payer ce que l'on doit" in told
    assert Edition.objects.count() == editions
    assert Page.objects.get(slug="suivre-remboursements").title.startswith("Suivre")


def test_force_file_takes_the_file(desk, guide_copy):
    edited_on_both_sides(guide_copy)
    load(guide_copy, force="file")
    assert Page.objects.get(slug="payer-creance").summary.startswith("Payer ce que")


def test_force_staff_keeps_the_staff_and_settles_it(desk, guide_copy):
    edited_on_both_sides(guide_copy)
    load(guide_copy, force="staff")
    assert Page.objects.get(slug="payer-creance").summary == "Texte de l'équipe."
    assert "1 gardés de l'équipe" in load(guide_copy)


def rename(guide_copy):
    """The page payer-creance becomes payer-dette."""
    for path in guide_copy.iterdir():
        text = path.read_text(encoding="utf-8").replace("payer-creance", "payer-dette")
        path.write_text(text, encoding="utf-8")
    replace(
        guide_copy,
        "demarches.yaml",
        "  guide_title: Payer une créance",
        "  guide_title: Payer une créance\n  aliases: [payer-creance]",
    )


def test_a_renamed_page_redirects_from_its_old_address(desk, guide_copy):
    load()
    rename(guide_copy)
    assert "1 remplacés" in load(guide_copy)
    answer = desk.get("/guide/payer-creance/?fait=un")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/guide/payer-dette/?fait=un"


def test_a_page_gone_from_the_files_stays_online_and_is_named(desk, guide_copy):
    load()
    path = guide_copy / "informations.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("- slug: mentions-legales")], encoding="utf-8")
    assert "« mentions-legales » n'est plus dans les fichiers : gardée" in load(
        guide_copy
    )
    assert desk.get("/mentions-legales/").status_code == 200


def test_a_withdrawn_page_says_so(desk):
    from content.publishing.editions import publish_edition

    load()
    publish_edition("procedure", "payer-creance", None, "test")
    snapshot_file.write_snapshot()
    answer = desk.get("/guide/payer-creance/")
    assert answer.status_code == 410
    assert "Payer une créance" in answer.content.decode()
