"""« Vérifié » stands only where a service of the CPAM confirmed, at the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from content.models import Edition
from content.snapshot import store
from procedures.models import Procedure
from procedures.rules.confirmation import confirmed_by

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "/gestion/a-confirmer/"
SLUG = "creer-compte-ameli"
PAGE = f"/guide/{SLUG}/"


def read(address):
    return " ".join(Client().get(address).content.decode().split())


def send(client, key, **more):
    sent = {"kind": "procedure", "slug": SLUG, "key": key}
    sent["service"] = "Service action"
    return client.post(PLACE, sent | more, follow=True)


def test_nothing_is_verified_before_somebody_did(editor):
    for entry in store.current_snapshot().pages.values():
        html = read(entry.address)
        assert "Vérifié" not in html and "relu le" not in html, entry.slug
    assert "D&#x27;après le guide de la CPAM de Paris (non daté)" in read(PAGE) or (
        "D'après le guide de la CPAM de Paris (non daté)" in read(PAGE)
    )


def test_a_doubtful_line_says_so_and_is_confirmed_by_one_click(editor):
    page = Procedure.objects.get(slug=SLUG)
    line = page.requirements.filter(verify=True).first() or page.notices.filter(
        verify=True
    ).first() or page.steps.filter(verify=True).first()  # fmt: skip
    before = read(PAGE).count("à confirmer par la CPAM")
    assert before >= 1
    answer = send(editor, line.key)
    assert "confirmé par Service action" in answer.content.decode()
    assert read(PAGE).count("à confirmer par la CPAM") < before
    line.refresh_from_db()
    assert line.verify is False
    assert "Service action" in LogEntry.objects.first().get_change_message()
    # readers are told nothing of the text changed
    edition = Edition.objects.get(slug=SLUG, current=True)
    assert edition.changes == {}


def test_a_page_confirmed_says_by_whom_and_when_until_its_text_changes(editor):
    send(editor, "*")
    assert "Vérifié par Service action le" in read(PAGE)
    entry = store.current_snapshot().pages[SLUG]
    assert entry.record["checked_by"] == "Service action"


def test_a_draft_is_published_before_it_is_confirmed(editor):
    Procedure.objects.filter(slug=SLUG).update(summary="Autre chose.")
    assert "en cours de modification" in send(editor, "*").content.decode()
    assert "Vérifié" not in read(PAGE)


def test_without_a_name_or_the_right_to_publish_nothing_is_confirmed(editor, staff):
    assert "nom du service" in send(editor, "*", service="").content.decode()
    assert send(staff["rene"], "*").status_code == 403
    assert "Vérifié" not in read(PAGE)


TAX = "obtenir-releve-fiscal"


def test_a_complement_is_confirmed_by_one_click_and_says_by_whom(editor):
    place = f"/guide/{TAX}/"
    line = Procedure.objects.get(slug=TAX).how_to.get(key="savoir-montant-declarer-net")
    waiting = editor.get(PLACE).content.decode()
    assert waiting.count(f'name="key" value="{line.key}"') == 1
    assert "confirmé par la CPAM" not in read(place)
    send(editor, line.key, slug=TAX)
    told = read(place)
    assert "confirmé par la CPAM&nbsp;: Service action, " in told
    assert told.count("confirmé par la CPAM") == 1
    assert "sauf ce qui est marqué" in told
    assert f'name="key" value="{line.key}"' not in editor.get(PLACE).content.decode()
    data = Client().get(f"/donnees/fiches/{TAX}.json").json()
    [block] = [b for b in data["blocks"] if b["key"] == line.key]
    assert block["verify"] is False
    # its words changed since: nobody confirmed these
    line.refresh_from_db()
    line.text = "Le montant à déclarer est écrit en haut du relevé."
    assert confirmed_by(vars(line)) == ""


def test_every_complement_waits_until_somebody_confirms_it(editor):
    page = editor.get(PLACE).content.decode()
    for entry in store.current_snapshot().pages.values():
        for line in entry.record.get("how_to", []):
            known = f'name="slug" value="{entry.slug}">\n  '
            known += f'<input type="hidden" name="key" value="{line["key"]}"'
            assert (known in page) is (line["kind"] != "unknown"), line["key"]
