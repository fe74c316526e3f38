"""The same portal on PostgreSQL, with several machines."""

import html
import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.commands import manage
from tests.support.editor import SLUG, Editor, form
from tests.support.paths import GUIDE
from tests.support.portal import PASSWORD
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture(scope="module")
def machines(postgres, tmp_path_factory):
    """Two machines, each with its own folder, on one database."""
    address = postgres.fresh()
    running = [Server(tmp_path_factory.mktemp(n), address) for n in ("one", "two")]
    yield running
    for server in running:
        server.stop()


def test_the_guide_goes_through_postgresql_byte_for_byte(machines, tmp_path):
    one = machines[0]
    out = tmp_path / "out"
    manage("export_guide", str(out), data=str(one.data), database=one.database)
    for path in GUIDE.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes()
    told = manage("state", data=str(one.data), database=one.database)
    assert json.loads(told)["integrity"] == "ok"


def test_a_backup_is_taken_while_serving_and_restored(machines, tmp_path):
    one, copy = machines[0], tmp_path / "copie"

    def run(*command: str) -> str:
        return manage(*command, data=str(one.data), database=one.database)

    before = run("state")
    run("backup", str(copy))
    guide = Path(shutil.copytree(GUIDE, tmp_path / "guide"))
    path = guide / "suivi.yaml"
    path.write_text(path.read_text("utf-8").replace("Suivre ses rem", "Voir ses rem"))
    run("load_guide", str(guide))
    assert run("state") != before
    run("restore", str(copy))
    assert run("state") == before
    assert one.ask("/guide/suivre-remboursements/").status == 200
    (tmp_path / "faux").write_bytes(b"rien")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run("restore", str(tmp_path / "faux"))
    assert "n'est pas une copie" in refused.value.stderr


def test_a_publication_is_seen_on_every_machine_within_a_second(machines, tmp_path):
    guide = Path(shutil.copytree(GUIDE, tmp_path / "guide"))
    path = guide / "demarches.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Rembourser ce que", "Rembourser la zorglubie que"))
    first = machines[0]
    manage("load_guide", str(guide), data=str(first.data), database=first.database)
    time.sleep(1.3)  # a second, and the time to write the file
    for server in machines:
        assert b"zorglubie" in server.ask("/guide/payer-creance/").body
        assert b"payer-creance" in server.ask("/recherche.json?q=zorglubie").body


def test_an_editor_keeps_the_text_typed_while_the_database_is_stopped(
    machines, postgres, monkeypatch
):
    one = machines[0]
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", PASSWORD)
    manage("create_staff", "marie", "--role", "administrateur", data=str(one.data),
           database=one.database)  # fmt: skip
    editor = Editor(one.address, "marie")
    path = editor.place(SLUG)
    typed = form(editor.get(path)) | {"summary": "Un « résumé » gardé."}
    postgres.stop()
    try:
        status, told = editor.post(path, typed)
        assert status == 503
        assert "La base de données ne répond pas" in told
        assert "Un « résumé » gardé." in html.unescape(told)
        status, told = editor.post("/gestion/login/", {"password": "secret de Marie"})
        assert status == 503 and "secret de Marie" not in told
    finally:
        postgres.start()
    for _ in range(60):
        if editor.post(path, typed)[0] == 200:
            break
        time.sleep(0.2)
    assert "Un « résumé » gardé." in html.unescape(editor.get(path))


def test_readers_read_on_while_the_database_is_stopped(machines, postgres):
    postgres.stop()
    try:
        for server in machines:
            for page in ("/", "/guide/creer-compte-ameli/", "/recherche/?q=vitale"):
                assert server.ask(page).status == 200
            until_told(server, "absente")
    finally:
        postgres.start()
    until_told(machines[0], "ok")


def until_told(server, state: str) -> None:
    """Until /readyz says this of the database."""
    for _ in range(60):
        if json.loads(server.ask("/readyz").body)["database"] == state:
            return
        time.sleep(0.2)
    pytest.fail(f"the server never said that its database is « {state} »")
