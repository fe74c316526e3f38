"""Searches that failed: counted without what is personal, then mended at the desk."""

import datetime

import pytest

from content.models import Synonym
from content.snapshot import store
from guide_portal.feedback import retention
from guide_portal.models import FailedSearch
from guide_portal.search import failed_searches
from procedures.models import Procedure

DIGITS = str.maketrans("0123456789", "klmnpqrstv")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted():
    for counter in (failed_searches.unanswered, failed_searches.left):
        counter.clear()
    yield failed_searches.unanswered.new
    for counter in (failed_searches.unanswered, failed_searches.left):
        counter.clear()


def test_a_failed_search_is_kept_from_three_occurrences(editor, counted):
    for times, query in (
        (3, "Vélib' abonnement"),
        (2, "voyance"),
        (4, "code oublié"),
    ):
        for _ in range(times):
            editor.get("/recherche/", {"q": query})
    editor.get("/recherche/", {"q": "voyance"}, headers={"HX-Request": "true"})
    failed_searches.write_counts()
    assert list(FailedSearch.objects.values_list("words", "count")) == [
        ("velib abonnement", 3)
    ]
    assert counted == {"voyance": 2}


@pytest.mark.parametrize(
    "typed",
    ["1 85 01 75 123 456", "185017512345678", "2 85 05 2A 004 123", "jean@exemple.fr",
     "06 12 34 56 78", "+33612345678", "dossier 123456"],
)  # fmt: skip
def test_what_looks_personal_is_blanked_before_it_is_counted(counted, typed):
    failed_searches.count_search(f"zorglub {typed}", answered=False)
    assert not any(character.isdigit() for character in "".join(counted))
    assert "jean" not in "".join(counted)


def test_without_a_database_the_counts_wait(counted, monkeypatch):
    from django.db import OperationalError

    for _ in range(3):
        failed_searches.count_search("zorglub", answered=False)
    monkeypatch.setattr(failed_searches.transaction, "atomic", _away(OperationalError))
    with pytest.raises(OperationalError):
        failed_searches.write_counts()
    assert counted == {"zorglub": 3}


def _away(error):
    def broken():
        raise error("base absente")

    return broken


def test_searches_are_forgotten_after_a_year(counted):

    FailedSearch.objects.create(words="vieux", month=datetime.date(2024, 1, 1), count=9)
    assert retention.purge_old()["recherches"] == 1
    assert not FailedSearch.objects.exists()


def test_a_failed_search_is_tried_then_said_of_a_page(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    html = editor.post(place, {"page": "payer-creance", "try": "1"}).content.decode()
    assert "trouverait : payer-creance" in html
    assert "sur 488 recherches jugées" in html
    editor.post(place, {"page": "payer-creance", "add": "1"})
    page = Procedure.objects.get(slug="payer-creance")
    assert "zorglub" in page.phrasings and "zorglub" not in page.keywords
    assert store.current_snapshot().pages["payer-creance"].edition == 1  # a draft
    assert not FailedSearch.objects.exists()  # mended: it left the list


def test_a_failed_search_may_become_a_keyword(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    editor.post(place, {"page": "payer-creance", "place": "keywords", "add": "1"})
    assert "zorglub" in Procedure.objects.get(slug="payer-creance").keywords


def test_a_failed_search_becomes_a_synonym(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    editor.post(place, {"same": "carte vitale", "add": "1"})
    assert Synonym.objects.get(slug="zorglub").words == ["zorglub", "carte vitale"]


def test_a_remedy_that_breaks_a_judged_search_is_not_added_unseen(editor):
    row = FailedSearch.objects.create(words="transp", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    sent = {"page": "payer-creance", "place": "keywords", "add": "1"}
    html = editor.post(place, sent).content.decode()
    assert "Rien n'a été ajouté" in html and ": rang 1 → 2" in html
    assert "transp" not in Procedure.objects.get(slug="payer-creance").keywords
    editor.post(place, sent | {"sure": "1"})
    assert "transp" in Procedure.objects.get(slug="payer-creance").keywords


def test_odd_searches_never_fill_the_memory_for_good(counted):
    for number in range(24_000):
        failed_searches.count_search(
            "zz"
            + "abcdefghij"[number % 10] * (number % 97)
            + oct(number).translate(DIGITS),
            answered=False,
        )
    kept = failed_searches.unanswered
    assert len(kept.new) + len(kept.old) <= 2 * failed_searches.GENERATION
    for _ in range(3):
        failed_searches.count_search("mot nouveau", answered=False)
    assert "mot nouveau" in kept.often()


def test_a_search_that_another_follows_at_once_is_counted(editor, counted):
    came_from = "http://testserver/recherche/?q=carte+vitale"
    for _ in range(3):
        editor.get("/recherche/", {"q": "code oublié"}, headers={"Referer": came_from})
    # the same one, mended, is no other search
    editor.get(
        "/recherche/", {"q": "carte vitale perdue"}, headers={"Referer": came_from}
    )
    editor.get(
        "/recherche/",
        {"q": "impôts"},
        headers={"Referer": "https://ailleurs.example/recherche/?q=x"},
    )
    failed_searches.write_counts()
    [row] = FailedSearch.objects.all()
    assert (row.words, row.count, row.left) == ("carte vitale", 0, 3)


def test_a_search_without_leaving_the_page_is_counted_once(editor, counted):
    for query in ("zorg", "zorglu", "zorglub"):  # as one types
        editor.get("/recherche/", {"q": query}, headers={"HX-Request": "true"})
    answer = editor.post(
        "/recherche/comptee/",
        {"q": "zorglub", "avant": "carte"},
        headers={"HX-Request": "true"},
    )
    assert counted == {"zorglub": 1}
    assert failed_searches.left.new == {"carte": 1}
    # what the next search will be said to follow
    assert 'name="avant" value="zorglub"' in answer.content.decode()


def test_another_site_counts_nothing(editor, counted):
    answer = editor.post(
        "/recherche/comptee/",
        {"q": "zorglub"},
        headers={"Origin": "https://ailleurs.example"},
    )
    assert answer.status_code == 403 and not counted
