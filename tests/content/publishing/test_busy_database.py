"""A database that somebody writes to is waited for, and is not « away »."""

import sqlite3
import threading

import pytest
from django.conf import settings
from django.db import connection

from content.publishing import workflow
from tests.support.desk import address_of, form_data, row, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held():
    """A writer that holds the database for three seconds; what stops it early."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    taken, release = threading.Event(), threading.Event()

    def hold() -> None:
        link = sqlite3.connect(
            settings.DATABASES["default"]["NAME"], uri=True, isolation_level=None
        )
        link.execute("BEGIN IMMEDIATE")
        taken.set()
        release.wait(3)
        link.execute("ROLLBACK")
        link.close()

    writer = threading.Thread(target=hold)
    yield lambda: (writer.start(), taken.wait(10))
    release.set()
    writer.join()


def test_a_save_waits_for_a_colleague_who_publishes(staff, held):
    place = address_of("change")
    sent = form_data(staff["lea"], place) | {"summary": "Attendu."}
    held()
    assert staff["lea"].post(place, sent).status_code == 302
    assert row().summary == "Attendu."


def test_a_form_opens_while_the_database_is_held(staff, held, monkeypatch):
    save(staff["rene"], row(), summary="À lire.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    held()
    assert workflow.note_opened(row(), "lea") == ""
    assert workflow.draft_state(row()).opened_by == ""
