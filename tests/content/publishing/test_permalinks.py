"""Names once published stay, and links say what changed since they were made."""

import html
import re

import pytest
from django.db import transaction

from content.models import Permalink
from content.publishing import permalinks, snapshot_file
from content.publishing.editions import publish_edition
from content.snapshot import store
from tests.support.guide_files import load, refused, replace
from tests.support.paths import GUIDE

SLUG = "creer-compte-ameli"
ADDRESS = f"/guide/{SLUG}/"
ALIAS = "slug: payer-dette\n  aliases:\n  - payer-creance\n"


def edit(folder, before: str, after: str, file="creation") -> None:
    replace(folder, f"{file}.yaml", before, after)


@pytest.fixture
def loaded(desk, guide_copy):
    load(guide_copy)
    return guide_copy


def read(desk, address) -> str:
    answer = desk.get(address, follow=True)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def test_the_ledger_names_every_published_page_and_block(reader):
    names, faults = permalinks.read_permalinks(GUIDE)
    assert faults == [] and len({n.number for n in names}) == len(names)
    known = {name.slug: name.keys for name in names}
    snapshot = store.current_snapshot()
    for slug, entry in (snapshot.pages | snapshot.sections).items():
        assert permalinks.lost_keys(entry.record, known[slug]) == [], slug


def test_every_name_of_the_ledger_still_leads_somewhere(reader):
    for name in permalinks.read_permalinks(GUIDE)[0]:
        entry = (
            store.current_snapshot().entry(name.slug)
            or store.current_snapshot().aliases[name.slug]
        )
        page = entry.address.partition("#")[0]
        if name.keys:
            text = reader.get(page).content.decode()
            for key in name.keys:
                assert f'id="{key}"' in text or entry.kind in ("article",), (page, key)


def test_dropping_a_published_block_is_refused_with_its_place(loaded):
    edit(loaded, "  - key: rib\n", "  - key: releve-bancaire\n")
    told = refused(loaded)
    assert "le bloc « rib » a été publié" in told and "creation.yaml:" in told


def test_a_renamed_block_keeps_its_old_anchor_and_its_old_tick(desk, loaded):
    edit(loaded, "  - key: rib\n", "  - key: releve-bancaire\n")
    edit(
        loaded,
        f"- slug: {SLUG}\n",
        f"- slug: {SLUG}\n  moved:\n    rib: releve-bancaire\n",
    )
    load(loaded)
    text = read(desk, ADDRESS + "?fait=rib")
    assert re.search(r'id="releve-bancaire">\s*<span class="former" id="rib">', text)
    assert re.search(r'data-check="releve-bancaire" checked', text)
    sheet = read(desk, f"/feuille-de-route/?fiche={SLUG}&fait={SLUG}.rib")
    assert 'tickbox done"' in sheet


def test_a_block_that_went_says_so_to_old_links(desk, loaded):
    edit(loaded, f"- slug: {SLUG}\n", f"- slug: {SLUG}\n  moved:\n    ancien:\n")
    load(loaded)
    assert re.search(r'id="ancien"[^>]*>Le passage', read(desk, ADDRESS))


@pytest.mark.parametrize(
    ("moved", "message"),
    [("rib: email", "encore la clé"), ("vieux: inconnu-ici", "bloc inconnu")],
)
def test_a_wrong_replacement_is_refused(loaded, moved, message):
    edit(loaded, f"- slug: {SLUG}\n", f"- slug: {SLUG}\n  moved:\n    {moved}\n")
    assert message in refused(loaded)


def test_a_fresh_database_refuses_files_that_lost_a_page(desk, guide_copy):
    text = (guide_copy / "registre.txt").read_text(encoding="utf-8")
    (guide_copy / "registre.txt").write_text(text + "900 page-perdue\n", "utf-8")
    assert "« page-perdue » a été publiée" in refused(guide_copy)


@pytest.mark.parametrize(
    "line", ["x creation", "1", "1 autre", "900 creation", "²9 page", "\x00"]
)
def test_a_faulty_ledger_is_refused_at_its_line(tmp_path, line):
    (tmp_path / "registre.txt").write_text(f"1 creation\n{line}\n", "utf-8")
    _, faults = permalinks.read_permalinks(tmp_path)
    assert [fault.line for fault in faults] == [2]


def test_numbers_never_move(desk, loaded):
    before = dict(Permalink.objects.values_list("slug", "number"))
    with transaction.atomic():
        publish_edition(
            "procedure", "toute-nouvelle", {"slug": "toute-nouvelle"}, "test"
        )
    load(loaded)
    after = dict(Permalink.objects.values_list("slug", "number"))
    assert after.items() >= before.items()
    assert after["toute-nouvelle"] == max(before.values()) + 1


def test_a_ledger_number_taken_here_gives_way(desk):
    permalinks.enter([permalinks.PermalinkLine(1, "un", [])])
    permalinks.enter(
        [
            permalinks.PermalinkLine(1, "autre", ["a"]),
            permalinks.PermalinkLine(7, "un", ["b"]),
        ]
    )
    rows = set(Permalink.objects.values_list("slug", "number"))
    assert rows == {("un", 1), ("autre", 2)}
    assert Permalink.objects.get(slug="un").keys == ["b"]


# Links that know their age


@pytest.fixture
def changed(desk, loaded):
    """The guide loaded, then two steps changed with a note."""
    edit(loaded, "Remplir les champs demandés.", "Remplir tous les champs demandés.")
    edit(
        loaded,
        "Lire et accepter les conditions",
        "Bien lire et accepter les conditions",
    )
    load(loaded, note="Deux étapes précisées.")
    return desk


def test_an_old_link_says_what_changed_and_marks_it(changed):
    text = read(changed, ADDRESS + "?edition=1")
    assert "2 étapes ont changé depuis le" in text
    assert "Deux étapes précisées." in text
    assert text.count("Modifié depuis votre lien") == 2


def test_a_link_of_today_says_nothing(changed):
    for asked in ("?edition=2", "?edition=99", "?edition=abc", "?edition=%C2%B2", ""):
        assert "data-since" not in read(changed, ADDRESS + asked)


def test_a_ticked_fragment_keeps_the_marks(changed):
    answer = changed.get(
        ADDRESS + "?edition=1&fait=rib", headers={"HX-Request": "true"}
    )
    assert answer.content.decode().count("Modifié depuis votre lien") == 2


def test_an_old_feuille_de_route_says_what_changed(desk, loaded):
    old = re.search(
        r'data-copy="http://testserver(/f/[^"]+)"',
        read(desk, f"/feuille-de-route/?fiche={SLUG}&fiche=code-oublie"),
    )[1]
    edit(loaded, "Remplir les champs demandés.", "Remplir tous les champs demandés.")
    load(loaded)
    text = read(desk, old)
    assert "1 étape a changé depuis le" in text
    assert text.count("Modifié depuis votre lien") == 1


def test_an_old_list_opens_after_a_rename(desk, loaded):
    old = re.search(
        r'data-copy="http://testserver(/f/[^"]+)"',
        read(desk, "/feuille-de-route/?fiche=payer-creance"),
    )[1]
    edit(loaded, "slug: payer-creance\n", "slug: payer-dette\n", "demarches")
    edit(loaded, "slug: payer-dette\n", ALIAS, "demarches")
    load(loaded)
    for address in (old, "/feuille-de-route/?fiche=payer-creance"):
        text = read(desk, address)
        assert 'id="_l-payer-dette"' in text
        assert "« Payer une créance » a été remplacée par" in text
    assert read(desk, "/guide/payer-creance/?edition=1")


def test_an_old_list_opens_after_a_withdrawal(desk, loaded):
    with transaction.atomic():
        publish_edition("procedure", "payer-creance", None, "test")
    snapshot_file.write_snapshot()
    text = read(desk, "/feuille-de-route/?fiche=payer-creance&fiche=code-oublie")
    assert "« Payer une créance » a été retirée le" in text
    assert 'id="_l-code-oublie"' in text


def test_news_tell_each_change_with_its_note(changed):
    text = read(changed, "/nouveautes/")
    assert "68 fiches mises en ligne" in text
    assert "Deux étapes précisées." in text and "Fiche mise à jour" in text
    feed = changed.get("/actualites.atom").content.decode()
    assert "Deux étapes précisées." in feed and f"{ADDRESS}?edition=2" in feed
