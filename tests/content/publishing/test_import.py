"""load_guide and export_guide: all or nothing, never over a staff edit."""

import io

import pytest
from django.core.management import call_command

from content.models import Edition, Page
from content.publishing import importer
from content.snapshot import store
from tests.support.guide_files import line_of, load, refused, replace
from tests.support.paths import GUIDE

pytestmark = pytest.mark.django_db


def test_the_export_after_a_load_is_the_same_bytes(desk, tmp_path):
    load()
    call_command("export_guide", tmp_path / "out", stdout=io.StringIO())
    for path in GUIDE.iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_a_second_load_changes_nothing(desk):
    load()
    editions = Edition.objects.count()
    assert load().startswith("0 nouveaux, 0 changés")
    assert Edition.objects.count() == editions


def test_the_guide_has_its_65_entries(desk):
    load()
    assert (
        Page.objects.exclude(procedure=None, trouble=None, resource=None).count() == 65
    )


def test_a_changed_page_gets_an_edition_and_readers_see_it(desk, guide_copy):
    load()
    replace(
        guide_copy,
        "suivi.yaml",
        "title: Suivre les délais de traitement",
        "title: Connaître les délais de traitement",
    )
    load(guide_copy, note="Titre plus clair")
    entry = store.current_snapshot().pages["suivre-delais-traitement"]
    assert (entry.edition, entry.title) == (2, "Connaître les délais de traitement")
    assert "Connaître les délais" in desk.get(entry.address).content.decode()


def test_check_writes_nothing(desk, guide_copy):
    assert "aucune erreur" in load(guide_copy, check=True)
    assert Page.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        (
            "summary: La réponse",
            "sumary: La réponse",
            "sumary",
            "Vouliez-vous dire « summary »",
        ),
        ("kind: regle", "kind: regles", "kind: regles", "Vouliez-vous dire « regle »"),
        (
            "next: telephone-3646",
            "next: telephone-3464",
            "telephone-3464",
            "page inconnue « telephone-3464 ». Vouliez-vous dire « telephone-3646 »",
        ),
        (
            "duration: PT48H",
            "duration: 48 heures",
            "duration: 48",
            "n'est pas une durée",
        ),
        ("web: true", "web: oui", "web: oui", "il faut true ou false"),
        ("key: propre-numero", "key: Propre Numéro", "Propre Num", "n'est pas une clé"),
        (
            "key: droits-ouverts",
            "key: premier-chiffre",
            "slug: creer-compte-ameli",
            "la clé « premier-chiffre » sert 2 fois",
        ),
        (
            "key: droits-ouverts",
            "key: documents",
            "slug: creer-compte-ameli",
            "l'ancre d'un bloc",
        ),
        (
            "slug: autoriser-contact",
            "slug: activer-biometrie",
            "slug: activer-biometrie",
            "est déjà pris par",
        ),
        (
            "section: creation",
            "section: creations",
            "section: creations",
            "rubrique inconnue « creations ». Vouliez-vous dire « creation »",
        ),
        (
            "section: creation",
            "section: suivi-dossiers",
            "section: suivi-dossiers",
            "est dans suivi.yaml",
        ),
    ],
)
def test_an_error_names_its_line_and_what_was_meant(
    desk, guide_copy, before, after, at, words
):
    replace(guide_copy, "creation.yaml", before, after)
    told = refused(guide_copy)
    line = line_of(guide_copy, "creation.yaml", at)
    fault = next(text for text in told.splitlines() if words in text)
    near = [line] if "déjà pris" not in words else range(1, 9999)
    assert any(f"creation.yaml:{number}:" in fault for number in near), (fault, line)
    assert Page.objects.count() == 0


def test_every_error_of_every_file_is_told_at_once(desk, guide_copy):
    replace(guide_copy, "creation.yaml", "web: true", "web: oui")
    replace(guide_copy, "suivi.yaml", "app: false", "app: non")
    replace(guide_copy, "lexique.yaml", "term: ALD", "terme: ALD")
    told = refused(guide_copy)
    assert all(name in told for name in ("creation.yaml", "suivi.yaml", "lexique.yaml"))


def test_a_complement_without_a_source_is_refused(desk, guide_copy):
    replace(guide_copy, "creation.yaml", "    source: Déduction", "    # Déduction")
    assert "cite sa « source »" in refused(guide_copy)


def test_an_unknown_file_is_named(desk, guide_copy):
    (guide_copy / "suivis.yaml").write_text("[]")
    assert "Vouliez-vous dire « suivi »" in refused(guide_copy)


def test_a_failure_in_the_middle_writes_nothing(desk, monkeypatch):

    def broken(*args):
        raise RuntimeError("power cut")

    monkeypatch.setattr(importer, "_move", broken)
    with pytest.raises(RuntimeError):
        load()
    assert (Page.objects.count(), Edition.objects.count()) == (0, 0)


def test_state_tells_what_is_committed(desk):
    import json

    load()
    out = io.StringIO()
    call_command("state", stdout=out)
    state = json.loads(out.getvalue())
    assert state["integrity"] == "ok"
    assert state["pages"]["code-oublie"] == {
        "title": "J'ai oublié mon code",
        "edition": 1,
    }


def test_a_load_reads_yml_written_on_windows(desk, guide_copy):
    path = guide_copy / "suivi.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    told = load(guide_copy)
    assert Page.objects.filter(slug="suivre-remboursements").exists(), told
