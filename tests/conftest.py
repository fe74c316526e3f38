"""What tests share: the real guide published once, and the real server."""

import shutil
from pathlib import Path

import hypothesis
import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from content.operations import security_log, sqlite_backup
from content.snapshot import store
from procedures.tools import requests
from tests.support.cluster import binaries, cluster
from tests.support.commands import copy_prepared
from tests.support.desk import signed_in
from tests.support.guide_files import load
from tests.support.paths import GUIDE
from tests.support.server import Server

# a busy machine is no fault of what is tested
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")


@pytest.fixture(scope="session")
def published(tmp_path_factory, worker_id):
    """The real guide, published in this process's data folder, beside the database of
    the tests that write."""
    own = tmp_path_factory.getbasetemp()
    copy_prepared(own if worker_id == "master" else own.parent)


@pytest.fixture(autouse=True)
def fresh_counters(request, monkeypatch):
    """Each test is a visitor nobody counted yet, and has the guide only when it asks
    for it: the order of tests changes nothing, a rule alone is tested at once."""
    requests.tool_requests.held.clear()
    security_log.told_seldom.held.clear()
    if "published" not in request.fixturenames:
        monkeypatch.setattr(store, "current_snapshot", _unpublished)


def _unpublished():
    raise AssertionError("this test reads the guide: it asks for « published »")


@pytest.fixture
def reader(published):
    """A reader who has only the snapshot: any database query fails the test."""
    return Client()


@pytest.fixture
def desk(published, db, settings, tmp_path):
    """A database and a snapshot of the test's own, thrown away after it."""
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    # what makes a password slow to guess makes each account of a test slow to make
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Client()


@pytest.fixture
def loaded(transactional_db, desk, settings):
    """The same with the real guide in it: a copy of what this process published."""
    sqlite_backup.replace_database(settings.DATABASE_FILE).unlink()
    # the numbers that a test before may have learnt are those of another database
    ContentType.objects.clear_cache()
    shutil.copy(settings.DATA_DIR / "snapshot.json", settings.SNAPSHOT_FILE)
    return desk


@pytest.fixture
def staff(loaded, monkeypatch):
    """Clients of three members of staff, over the loaded guide."""
    roles = ("rene", "redacteur"), ("lea", "relecteur"), ("ada", "administrateur")
    return signed_in(monkeypatch, *roles)


@pytest.fixture
def editor(loaded, monkeypatch):
    """A member of staff who may do everything, over the loaded guide."""
    return signed_in(monkeypatch, ("camille", "administrateur"))["camille"]


@pytest.fixture
def guide_copy(tmp_path):
    """A copy of the guide's files to change at will."""
    return Path(shutil.copytree(GUIDE, tmp_path / "guide"))


@pytest.fixture
def loaded_files(desk, guide_copy):
    """The same, loaded once: change one and load again."""
    load(guide_copy)
    return guide_copy


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL, empty."""
    if not binaries():
        pytest.skip("PostgreSQL absent : apt-get install postgresql")
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def server(published, tmp_path_factory):
    """The whole portal, served as in production, on loopback."""
    running = Server(tmp_path_factory.mktemp("served"))
    yield running
    running.stop()
