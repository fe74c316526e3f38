"""Permalinks: names once published stay, and every one of them leads somewhere."""

import re

import pytest
from django.db import transaction

from content.models import Permalink
from content.publishing import permalinks
from content.publishing.editions import publish_edition
from content.snapshot import store
from tests.support.desk import read
from tests.support.guide_files import load, refused, replace
from tests.support.paths import GUIDE

SLUG = "creer-compte-ameli"
ADDRESS = f"/guide/{SLUG}/"
ALIAS = "slug: payer-dette\n  aliases:\n  - payer-creance\n"


def edit(folder, before: str, after: str, file="creation") -> None:
    replace(folder, f"{file}.yaml", before, after)


def test_permalinks_name_every_published_page_and_block(reader):
    names, faults = permalinks.read_permalinks(GUIDE)
    assert faults == [] and len({n.number for n in names}) == len(names)
    known = {name.slug: name.keys for name in names}
    snapshot = store.current_snapshot()
    for slug, entry in (snapshot.pages | snapshot.sections).items():
        assert permalinks.lost_keys(entry.record, known[slug]) == [], slug


def test_every_permalink_still_leads_somewhere(reader):
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


def test_dropping_a_published_block_is_refused_with_its_place(loaded_files):
    edit(loaded_files, "  - key: rib\n", "  - key: releve-bancaire\n")
    told = refused(loaded_files)
    assert "le bloc « rib » a été publié" in told and "creation.yaml:" in told


def test_a_renamed_block_keeps_its_old_anchor_and_its_old_tick(desk, loaded_files):
    edit(loaded_files, "  - key: rib\n", "  - key: releve-bancaire\n")
    edit(
        loaded_files,
        f"- slug: {SLUG}\n",
        f"- slug: {SLUG}\n  moved:\n    rib: releve-bancaire\n",
    )
    load(loaded_files)
    text = read(ADDRESS + "?fait=rib")
    assert re.search(r'id="releve-bancaire">\s*<span class="former" id="rib">', text)
    assert re.search(r'data-check="releve-bancaire" checked', text)
    sheet = read(f"/feuille-de-route/?fiche={SLUG}&fait={SLUG}.rib")
    assert re.search(rf'value="{SLUG}.releve-bancaire"[^>]* checked', sheet)


def test_a_block_that_went_says_so_to_old_links(desk, loaded_files):
    edit(loaded_files, f"- slug: {SLUG}\n", f"- slug: {SLUG}\n  moved:\n    ancien:\n")
    load(loaded_files)
    assert re.search(r'id="ancien"[^>]*>Le passage', read(ADDRESS))


@pytest.mark.parametrize(
    ("moved", "message"),
    [("rib: email", "encore la clé"), ("vieux: inconnu-ici", "bloc inconnu")],
)
def test_a_wrong_replacement_is_refused(loaded_files, moved, message):
    edit(loaded_files, f"- slug: {SLUG}\n", f"- slug: {SLUG}\n  moved:\n    {moved}\n")
    assert message in refused(loaded_files)


def test_a_fresh_database_refuses_files_that_lost_a_page(desk, guide_copy):
    text = (guide_copy / "registre.txt").read_text(encoding="utf-8")
    (guide_copy / "registre.txt").write_text(text + "900 page-perdue\n", "utf-8")
    assert "« page-perdue » a été publiée" in refused(guide_copy)


@pytest.mark.parametrize(
    "line", ["x creation", "1", "1 autre", "900 creation", "²9 page", "\x00"]
)
def test_a_faulty_permalink_is_refused_at_its_line(tmp_path, line):
    (tmp_path / "registre.txt").write_text(f"1 creation\n{line}\n", "utf-8")
    _, faults = permalinks.read_permalinks(tmp_path)
    assert [fault.line for fault in faults] == [2]


def test_a_permalink_keeps_its_number_when_pages_are_added(desk, loaded_files):
    before = dict(Permalink.objects.values_list("slug", "number"))
    with transaction.atomic():
        publish_edition(
            "procedure", "toute-nouvelle", {"slug": "toute-nouvelle"}, "test"
        )
    load(loaded_files)
    after = dict(Permalink.objects.values_list("slug", "number"))
    assert after.items() >= before.items()
    assert after["toute-nouvelle"] == max(before.values()) + 1


def test_a_permalink_number_taken_here_gives_way(desk):
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
