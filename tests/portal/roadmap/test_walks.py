"""Whatever one does with a feuille de route, nothing is lost that was not removed."""

import re

import pytest

from content.snapshot import store
from tests.support.sheets import SHEET, lost_on_a_walk, misread

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize("seed", range(25))
def test_a_random_walk_over_the_controls_loses_no_tick(reader, seed):
    assert lost_on_a_walk(reader, seed, steps=8) == ""


def test_all_parts_can_be_left_out_and_stay_out(reader):
    page = reader.get(f"{SHEET}?fiche=code-oublie&bloc=aucun").content.decode()
    assert not re.search(r'name="bloc"\s+value="\w+" checked', page)
    assert "bloc=aucun" in page


def test_the_list_that_a_tab_keeps_is_the_whole_state(reader):
    tick = "code-oublie." + store.current_snapshot().keys["code-oublie"][0]
    page = reader.get(f"{SHEET}?fiche=code-oublie&fait={tick}&bloc=documents")
    kept = re.search(r'data-sheet="([^"]+)"', page.content.decode())
    assert kept and f"fait={tick}" in kept[1] and "bloc=documents" in kept[1]


def test_mangled_short_links_open_their_own_list_or_none():
    snapshot = store.current_snapshot()
    names = {number: slug for slug, number in snapshot.numbers.items()}
    assert [said for n in range(1500) if (said := misread(snapshot, names, n))] == []
