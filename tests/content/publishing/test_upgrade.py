"""An installation of the release before (commit 5556351), with all that was under way,
opened by this one: `upgrade/` holds its database and its snapshot."""

import json
import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.commands import attempt, environment, manage
from tests.support.paths import ROOT

HERE = Path(__file__).parent / "upgrade"
FIRST_PAGE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "guide_portal.settings"
django.setup()
from django.test import Client
print(Client(headers={"host": "localhost"}).get("/guide/payer-creance/").status_code)
"""


@pytest.fixture
def before(tmp_path):
    """The data folder as that release left it."""
    for name in ("guide.sqlite3", "snapshot.json"):
        raw = lzma.decompress((HERE / f"{name}.xz").read_bytes())
        (tmp_path / name).write_bytes(raw)
    return tmp_path


def ask(data: Path, query: str) -> list[tuple]:
    with sqlite3.connect(data / "guide.sqlite3") as database:
        return database.execute(query).fetchall()


def test_all_that_was_under_way_is_still_there(before):
    attempt("prepare", data=str(before))
    scheduled = "select slug, state, scheduled_by, note, record from "
    told = ask(before, f"{scheduled} content_schedulededition order by slug")
    assert [line[:4] for line in told] == [
        ("changer-adresse", "attend", "lea", ""),
        ("faire-reclamation", "attend", "lea", "Au printemps."),
    ]
    assert json.loads(told[0][4])["summary"] == "Texte programmé lui aussi."
    drafts = dict(ask(before, "select slug, state from content_work where state != ''"))
    assert drafts["autoriser-contact"] == "relecture"
    assert drafts["activer-biometrie"] == drafts["page-neuve"] == "brouillon"
    notes = ask(before, "select note from content_work where slug='autoriser-contact'")
    assert notes == [("Merci de relire le résumé.",)]
    texts = dict(ask(before, "select slug, summary from content_page"))
    assert texts["activer-biometrie"] == "Brouillon de Léa."
    assert texts["changer-adresse"] == "Écrit après la programmation."
    assert texts["choisir-code-personnel"] == "Texte de l'équipe."
    alerts = ask(before, "select text, approved from content_alert order by text")
    assert alerts == [("Agence fermée.", 1), ("FranceConnect est indisponible.", 1)]


def test_readers_are_served_from_the_old_snapshot_until_the_database_is_read(before):
    """A release day on which the database does not answer."""
    (before / "guide.sqlite3").unlink()
    (before / "static").symlink_to(settings.STATIC_ROOT)
    process = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE],
        cwd=ROOT,
        env=environment(str(before)),
        capture_output=True,
        text=True,
    )
    assert process.stdout.strip() == "200", process.stderr[-500:]


def test_a_conflict_of_release_day_leaves_the_site_served(before):
    told = attempt("prepare", data=str(before))
    assert told.returncode == 0
    said = told.stdout + told.stderr
    assert "choisir-code-personnel" in said and "des deux côtés" in said
    raw = json.loads((before / "snapshot.json").read_bytes())
    assert raw["format"] == 2
    assert "revu par l'équipe" in json.dumps(raw, ensure_ascii=False)


def test_a_second_opening_changes_nothing(before):
    attempt("prepare", data=str(before))
    first = manage("state", data=str(before))
    attempt("prepare", data=str(before))
    assert manage("state", data=str(before)) == first
