"""The database of a test as the one in service, and a copy of it."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def live(loaded, settings):
    """The database of this test, as the one in service."""
    settings.DATABASE_FILE = Path(connection.settings_dict["NAME"])
    yield settings.DATABASE_FILE
    for aside in settings.DATA_DIR.glob("remplacee-*"):
        aside.unlink()


@pytest.fixture
def copy(live, tmp_path):
    call_command("backup", tmp_path / "copies" / "guide.sqlite3")
    return tmp_path / "copies" / "guide.sqlite3"
