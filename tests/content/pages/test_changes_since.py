"""Links that know their age: what changed since they were made, marked and told."""

import re

import pytest
from django.db import transaction

from content.publishing import snapshot_file
from content.publishing.editions import publish_edition
from tests.support.desk import read
from tests.support.guide_files import load, replace

SLUG = "creer-compte-ameli"


ADDRESS = f"/guide/{SLUG}/"


ALIAS = "slug: payer-dette\n  aliases:\n  - payer-creance\n"


def edit(folder, before: str, after: str, file="creation") -> None:
    replace(folder, f"{file}.yaml", before, after)


@pytest.fixture
def changed(desk, loaded_files):
    """The guide loaded_files, then two steps changed with a note."""
    edit(
        loaded_files,
        "Remplir les champs demandés.",
        "Remplir tous les champs demandés.",
    )
    edit(
        loaded_files,
        "Lire et accepter les conditions",
        "Bien lire et accepter les conditions",
    )
    load(loaded_files, note="Deux étapes précisées.")
    return desk


def test_an_old_link_says_what_changed_and_marks_it(changed):
    text = read(ADDRESS + "?edition=1")
    assert "2 étapes ont changé depuis le" in text
    assert "Deux étapes précisées." in text
    assert text.count("Modifié depuis votre lien") == 2


def test_a_link_of_today_says_nothing(changed):
    for asked in ("?edition=2", "?edition=99", "?edition=abc", "?edition=%C2%B2", ""):
        assert "data-since" not in read(ADDRESS + asked)


def test_a_ticked_fragment_keeps_the_marks(changed):
    answer = changed.get(
        ADDRESS + "?edition=1&fait=rib", headers={"HX-Request": "true"}
    )
    assert answer.content.decode().count("Modifié depuis votre lien") == 2


def test_an_old_feuille_de_route_says_what_changed(desk, loaded_files):
    old = re.search(
        r'data-copy="http://testserver(/f/[^"]+)"',
        read(f"/feuille-de-route/?fiche={SLUG}&fiche=code-oublie"),
    )[1]
    edit(
        loaded_files,
        "Remplir les champs demandés.",
        "Remplir tous les champs demandés.",
    )
    load(loaded_files)
    text = read(old)
    assert "1 étape a changé depuis le" in text
    assert text.count("Modifié depuis votre lien") == 1


def test_an_old_list_opens_after_a_rename(desk, loaded_files):
    old = re.search(
        r'data-copy="http://testserver(/f/[^"]+)"',
        read("/feuille-de-route/?fiche=payer-creance"),
    )[1]
    edit(loaded_files, "slug: payer-creance\n", "slug: payer-dette\n", "demarches")
    edit(loaded_files, "slug: payer-dette\n", ALIAS, "demarches")
    for word in ("deuda", "dívida", "borç"):
        edit(loaded_files, f"{word}: payer-creance", f"{word}: payer-dette", "langues")
    load(loaded_files)
    for address in (old, "/feuille-de-route/?fiche=payer-creance"):
        text = read(address)
        assert 'id="_l-payer-dette"' in text
        assert "«\u00a0Payer une créance\u00a0» a été remplacée par" in text
    assert read("/guide/payer-creance/?edition=1")


def test_an_old_list_opens_after_a_withdrawal(desk, loaded_files):
    with transaction.atomic():
        publish_edition("procedure", "payer-creance", None, "test")
    snapshot_file.write_snapshot()
    text = read("/feuille-de-route/?fiche=payer-creance&fiche=code-oublie")
    assert "«\u00a0Payer une créance\u00a0» a été retirée le" in text
    assert 'id="_l-code-oublie"' in text


def test_news_tell_each_change_with_its_note(changed):
    text = read("/nouveautes/")
    assert "130 fiches mises en ligne" in text
    assert "Deux étapes précisées." in text and "Fiche mise à jour" in text
    feed = changed.get("/actualites.atom").content.decode()
    assert "Deux étapes précisées." in feed and f"{ADDRESS}?edition=2" in feed
