"""What was committed and cannot be shown yet: no error, nothing untrue, and readers get
it as soon as it can be."""

import html

import pytest

from content.models import Edition
from content.publishing import refresher, snapshot_file
from content.publishing.gate import pages
from tests.support.desk import PAGE, decide, read, row, save

pytestmark = pytest.mark.django_db(transaction=True)
SHARED = ("/", "/rubriques/demarches/", "/imprimer/demarches/", "/plan-du-site/")
SHARED += ("/recherche/suggestions/",)
WRITING = snapshot_file.write_snapshot


def refused_by_the_disk():
    raise FileExistsError("snapshot.previous.json.7")


def read_by_nobody():
    raise snapshot_file.UnreadableSnapshotError("name")


@pytest.mark.parametrize("fails", [refused_by_the_disk, read_by_nobody])
def test_a_publication_not_shown_yet_is_done_and_says_so(staff, monkeypatch, fails):
    save(staff["lea"], row(), summary="Bientôt lu.")
    monkeypatch.setattr(snapshot_file, "write_snapshot", fails)
    told = decide(staff["lea"], "publier")
    assert "Le site le montrera dès" in told and "base de données" not in told
    assert Edition.objects.current().get(slug="payer-creance").record["summary"] == (
        "Bientôt lu."
    )
    assert "Bientôt lu." not in read(PAGE)
    desk = html.unescape(staff["lea"].get("/gestion/a-faire/").content.decode())
    assert "Site et base en désaccord" in desk
    monkeypatch.setattr(snapshot_file, "write_snapshot", WRITING)
    refresher.refresh(known=snapshot_file.mark_in_file())
    assert "Bientôt lu." in read(PAGE)


@pytest.mark.parametrize("place", SHARED)
def test_what_would_break_another_page_is_refused(staff, monkeypatch, place):
    """A fault that no check of records knows, met where the page is named."""
    render = pages.Site._render

    def broken(site, address):
        changed = "zorglub" in str(site.snapshot.pages["payer-creance"].record)
        if changed and address.partition("?")[0] == place:
            return "KeyError : 'zorglub'", ""
        return render(site, address)

    monkeypatch.setattr(pages.Site, "_render", broken)
    save(staff["lea"], row(), summary="Dit zorglub.")
    told = decide(staff["lea"], "publier")
    assert "Rien n'a été publié" in told and "zorglub" not in read(PAGE)
