"""The engine of the search: pages of made-up words, which no dictionary holds, and the
candidates that it ranks when pages are thousands."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from content.snapshot import store
from guide_portal.search.engine import neighbours, ranking
from guide_portal.search.engine.candidates import LIMIT, Candidates
from guide_portal.search.engine.neighbours import Neighbours, ngrams
from guide_portal.search.engine.query import SYNONYM, QueryLanguage
from guide_portal.search.engine.ranking import Index, IndexedDocument
from guide_portal.search.engine.spelling import Vocabulary
from guide_portal.search.guide_index import build


def page(slug: str, title: str, body: str = "") -> IndexedDocument:
    return IndexedDocument(slug, title, (), body)


def found(index: Index, query: str) -> list[str]:
    return [match.slug for match in index.search(query).matches]


@pytest.mark.parametrize(
    ("known", "typed", "corrected"),
    [
        ("zorg", "zor", False),  # three letters: any word is near
        ("zorgl", "zorgk", True),
        ("zorglub", "zorglak", False),  # two faults in seven letters
        ("zorglubik", "zorglabuk", True),
        ("zorglubik", "zyrglabuk", False),
        ("zorglb", "torglb", False),  # another first letter, in a short word
        ("zorglub", "torglub", True),
    ],
)
def test_a_word_is_corrected_as_far_as_its_length_allows(known, typed, corrected):
    near, better = Vocabulary({known}).corrections(typed)
    assert better == (known if corrected else None)
    assert bool(near) is corrected


def test_a_phrase_that_means_one_word_counts_as_one_word():
    language = QueryLanguage(Vocabulary(set()), {}, [("zorglub", "blik vroum")])
    concepts, _ = language.understand(["blik", "vroum"])
    assert [c[("zorglub",)].score for c in concepts] == [SYNONYM / 2] * 2


def test_a_page_far_below_the_first_is_no_result():
    others = " ".join(f"mot{n}" for n in range(400))
    pages = [
        page("first", "Zorglub blik", "zorglub blik"),
        page("far", "Vroum", f"blik {others}"),
    ]
    assert found(Index(pages, []), "zorglub blik") == ["first"]


def test_a_word_that_every_page_could_hold_tells_less_than_another():
    pages = [page("weak", "Compte"), page("strong", "Zorglub")]
    assert found(Index(pages, []), "compte zorglub")[:1] == ["strong"]


# Candidates: what thousands of pages are narrowed to before they are ranked


def test_candidates_hold_every_word_of_a_phrase():
    pages = Candidates([["zorg", "blik"], ["zorg"], ["blik"], ["vroum"]])
    assert pages.find([(("zorg", "blik"), 1.0)]) == {0}
    assert pages.find([(("zorg",), 1.0), (("vroum",), 0.5)]) == {0, 1, 3}
    assert pages.find([(("zorg",), 0.0)]) == set()
    assert pages.find([]) == set()


def test_the_likeliest_candidates_are_kept_when_all_match():
    crowd = [["zorg", *(f"mot{n}" for n in range(50))] for _ in range(300)]
    kept = Candidates([*crowd, ["zorg", "zorg", "zorg"]]).find([(("zorg",), 1.0)])
    assert len(kept) == LIMIT and 300 in kept


@pytest.mark.usefixtures("published")
def test_thousands_of_pages_are_ranked_as_a_few(monkeypatch):
    """The guide, ranked with and without candidates: the same page comes first."""
    snapshot = store.current_snapshot()
    few = build(snapshot)
    monkeypatch.setattr(ranking, "MANY_DOCUMENTS", 1)
    many = build(snapshot)
    assert few.candidates is None and many.candidates is not None
    for entry in snapshot.pages.values():
        for query in (entry.title, *entry.record.get("keywords", [])[:2]):
            first = [listed(index, query)[0] for index in (few, many)]
            assert first[0] == first[1], query


def listed(index: Index, query: str) -> list[str]:
    """Everything that a search shows, in order."""
    answer = index.search(query)
    shown = (*answer.aside, *answer.matches, *answer.near)
    return [match.slug for match in shown]


LETTERS = st.text("abcé", min_size=1, max_size=12)


@given(st.lists(LETTERS, max_size=30, unique=True), LETTERS, st.sampled_from([3, 4096]))
def test_words_alike_are_those_that_share_two_n_grams_of_five(words, word, block):
    own, wanted = ngrams(word), {}
    for place, other in enumerate(map(ngrams, words)):
        shared = 2 * len(own & other) / (len(own) + len(other))
        if shared > 2 / 5:
            wanted[place] = shared
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "PER_BLOCK", block)
        found = Neighbours(words).of(word)
    assert len(found) == len(wanted) and dict(found) == wanted
