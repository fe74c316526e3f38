"""Readers read the snapshot, and nothing else."""

import io
import json
import os
import shutil
import sqlite3
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from content.publishing import editions, refresher, snapshot_file
from content.snapshot import store
from procedures.models import Procedure
from tests.support.commands import manage
from tests.support.paths import GUIDE
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def own_file(settings, tmp_path):
    """A copy of the published snapshot to spoil."""
    path = tmp_path / "snapshot.json"
    shutil.copy(settings.SNAPSHOT_FILE, path)
    settings.SNAPSHOT_FILE = path
    return path


def test_pages_ask_nothing_of_the_database(reader):
    # pytest-django forbids the database in a test that does not ask for it
    for address in (
        "/",
        "/guide/creer-compte-ameli/",
        "/recherche/?q=code",
        "/contacts/",
    ):
        assert reader.get(address).status_code == 200


def test_a_new_file_is_read_at_the_next_request(reader, own_file):
    assert b"Payer une cr" in reader.get("/guide/payer-creance/").content
    text = own_file.read_text(encoding="utf-8")
    new = own_file.with_name("new")
    new.write_text(
        text.replace("Payer une créance", "Payer une dette"), encoding="utf-8"
    )
    os.replace(new, own_file)
    assert b"Payer une dette" in reader.get("/guide/payer-creance/").content


@pytest.mark.parametrize("damage", ["half", "empty", "gone", "wrong"])
def test_a_damaged_file_leaves_the_old_snapshot_serving(
    reader, own_file, damage, caplog
):
    assert reader.get("/").status_code == 200
    whole = own_file.read_bytes()
    if damage == "gone":
        own_file.unlink()
    else:
        own_file.write_bytes(
            {"half": whole[:5000], "empty": b"", "wrong": b'{"number": 3}'}[damage]
        )
    assert reader.get("/guide/code-oublie/", follow=True).status_code == 200


def test_before_the_first_publication_the_site_says_so(client, settings, tmp_path):
    settings.SNAPSHOT_FILE = tmp_path / "none.json"
    held = store._held.snapshot
    store._held.snapshot = None
    try:
        for address in ("/", "/guide/code-oublie/", "/inconnu/"):
            answer = client.get(address)
            assert answer.status_code == 503
            assert "pas encore prêt" in answer.content.decode()
    finally:
        store._held.snapshot = held


def test_saving_a_row_changes_nothing_for_readers_until_it_is_published(desk):
    call_command("load_guide", stdout=io.StringIO())
    Procedure.objects.filter(slug="payer-creance").update(title="Brouillon")
    snapshot_file.write_snapshot()
    assert b"Brouillon" not in desk.get("/guide/payer-creance/").content
    record = dict(
        store.current_snapshot().pages["payer-creance"].record, title="Publié"
    )
    editions.publish_edition("procedure", "payer-creance", record, "test")
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert "Publié" in desk.get("/guide/payer-creance/").content.decode()


def test_publishing_the_same_text_makes_no_edition(desk):
    call_command("load_guide", stdout=io.StringIO())
    record = store.current_snapshot().pages["payer-creance"].record
    assert (
        editions.publish_edition("procedure", "payer-creance", record, "test") is None
    )


def test_a_desk_known_to_be_away_asks_nothing_of_the_database(reader, monkeypatch):
    """So that nobody behind an editor waits; the text typed is kept, and shown."""
    monkeypatch.setitem(refresher.last_look, "database", refresher.AWAY)
    answer = reader.post(
        "/gestion/procedures/procedure/1/change/", {"_base": "a", "x": "É"}
    )
    assert answer.status_code == 503
    assert "ne répond pas" in answer.content.decode() and "É" in answer.content.decode()
    assert reader.get("/").status_code == 200


@pytest.fixture
def own_server(tmp_path):
    running = Server(tmp_path / "data")
    yield running
    running.stop()


def get(server, address) -> int:
    with urllib.request.urlopen(server.address + address, timeout=5) as answer:
        return answer.status


def test_every_page_answers_with_the_database_gone_or_locked(own_server):
    database = own_server.data / "guide.sqlite3"
    lock = sqlite3.connect(database)
    lock.execute("BEGIN EXCLUSIVE")
    pages = ["/", "/guide/creer-compte-ameli/", "/contacts/", "/recherche/?q=vitale"]
    assert {get(own_server, page) for page in pages} == {200}
    lock.close()
    for path in own_server.data.glob("guide.sqlite3*"):
        path.rename(path.with_name("away-" + path.name))
    time.sleep(1.2)  # let the refresher meet the missing database
    assert {get(own_server, page) for page in pages} == {200}
    assert not database.exists()  # no reader made an empty one in its place


def test_the_snapshot_file_is_replaced_whole(own_file):
    assert json.loads(Path(settings.SNAPSHOT_FILE).read_bytes())["number"] > 0
    assert list(own_file.parent.glob(".snapshot-*")) == []


def test_a_publication_is_seen_and_found_by_every_process_within_a_second(tmp_path):
    data = tmp_path / "data"
    servers = [Server(data), Server(data)]
    guide = Path(shutil.copytree(GUIDE, tmp_path / "guide"))
    text = (guide / "demarches.yaml").read_text(encoding="utf-8")
    (guide / "demarches.yaml").write_text(
        text.replace("Rembourser ce que l'on doit", "Rembourser une zorglubie"),
        encoding="utf-8",
    )
    try:
        manage("load_guide", str(guide), data=str(data))
        time.sleep(0.9)
        for server in servers:
            assert b"zorglubie" in server.ask("/guide/payer-creance/").body
            assert b"payer-creance" in server.ask("/recherche.json?q=zorglubie").body
    finally:
        for server in servers:
            server.stop()


def test_every_page_has_8_to_15_keywords():
    for entry in store.current_snapshot().pages.values():
        assert 8 <= len(entry.record["keywords"]) <= 15, entry.slug
