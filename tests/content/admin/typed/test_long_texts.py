"""Texts of any length: compared within a bound, saved untouched without a trace."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.records import word_diff
from content.records.word_diff import word_pieces
from tests.support.desk import address_of, changed

WORDS = st.lists(st.sampled_from(["a", "b", "la carte", ". ", "\n", ", ", "é", " "]))


@pytest.mark.parametrize("most", [0, 40, 60_000])
@given(WORDS.map("".join), WORDS.map("".join))
def test_a_comparison_gives_both_texts_back(most, before, after):
    kept, word_diff.MOST_COMPARED = word_diff.MOST_COMPARED, most
    pieces = word_pieces(before, after)
    word_diff.MOST_COMPARED = kept
    assert "".join(p.text for p in pieces if p.kind != "ins") == before
    assert "".join(p.text for p in pieces if p.kind != "del") == after
    if before == after:
        assert all(piece.kind == "same" for piece in pieces)


@pytest.mark.parametrize(("before", "after"), [
    (", ".join("a" * 3000), ", ".join("ab" * 1500)),
    (" ".join(map(str, range(9000))), " ".join(map(str, range(9000, 0, -1)))),
    ("a. b, " * 5000, "b. a, " * 5000),
    ("mot " * 20_000, "mots " * 20_000),
])  # fmt: skip
def test_two_long_texts_are_compared_without_holding_the_desk(before, after):
    begun = time.process_time()
    pieces = word_pieces(before, after)
    assert time.process_time() - begun < 5  # word by word, minutes
    assert {"ins", "del"} <= {piece.kind for piece in pieces}


def test_a_list_that_nobody_reads_to_its_end_is_refused(staff):
    place = address_of("change", "payer-creance")
    typed = changed(staff["rene"], place, phrasings="a\n" * 3000)
    page = staff["rene"].post(place, typed).content.decode()
    assert "3000 lignes : 300 au plus." in page
    assert page.count("a\n") >= 3000  # what was typed is still there


@pytest.mark.parametrize("slug", ["creer-compte-sans-carte-vitale", "payer-creance"])
def test_a_page_saved_untouched_by_a_browser_stays_as_it_is_online(staff, slug):
    place = address_of("change", slug)
    typed = changed(staff["lea"], place)
    sent = {name: str(value).replace("\n", "\r\n") for name, value in typed.items()}
    assert staff["lea"].post(place, sent | {"_continue": "1"}).status_code == 302
    page = staff["lea"].get(place).content.decode()
    assert "un brouillon attend" not in page and ", à jour" in page
