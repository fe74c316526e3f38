"""The home of the desk offers each role what it may do."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("name", "offered", "not_offered"),
    [
        ("rene", "/gestion/fichiers/guide.zip", 'href="/gestion/fichiers/"'),
        ("lea", 'href="/gestion/fichiers/"', "/gestion/fichiers/guide.zip"),
    ],
)
def test_a_writer_is_offered_no_page_that_refuses_them(
    staff, name, offered, not_offered
):
    home = staff[name].get("/gestion/").content.decode()
    assert offered in home and not_offered not in home
