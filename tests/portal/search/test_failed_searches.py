"""Searches that failed: counted without what is personal, then mended at the desk."""

import datetime

import pytest

from content.models import Synonym
from content.snapshot import store
from guide_portal.feedback import retention
from guide_portal.models import FailedSearch
from guide_portal.search import failed_searches
from procedures.models import Procedure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted():
    failed_searches._counted.clear()
    yield failed_searches._counted
    failed_searches._counted.clear()


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
    failed_searches.count_search(f"zorglub {typed}")
    assert not any(character.isdigit() for character in "".join(counted))
    assert "jean" not in "".join(counted)


def test_without_a_database_the_counts_wait(counted, monkeypatch):
    from django.db import OperationalError

    for _ in range(3):
        failed_searches.count_search("zorglub")
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


def test_a_failed_search_is_tried_then_added_as_a_keyword(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    html = editor.post(place, {"page": "payer-creance", "try": "1"}).content.decode()
    assert "trouverait : payer-creance" in html
    assert "sur 287 recherches jugées" in html
    editor.post(place, {"page": "payer-creance", "add": "1"})
    assert "zorglub" in Procedure.objects.get(slug="payer-creance").keywords
    assert store.current_snapshot().pages["payer-creance"].edition == 1  # a draft


def test_a_failed_search_becomes_a_synonym(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    editor.post(place, {"same": "carte vitale", "add": "1"})
    assert Synonym.objects.get(slug="zorglub").words == ["zorglub", "carte vitale"]


def test_a_change_that_breaks_a_judged_search_says_which(editor):
    row = FailedSearch.objects.create(words="transp", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    html = editor.post(place, {"page": "payer-creance", "try": "1"}).content.decode()
    assert "moins bien" in html and "0 moins bien" not in html
