"""« Vérifié » stands only where a service of the CPAM confirmed, at the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from content.models import Edition
from content.snapshot import store
from procedures.models import Procedure

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "/gestion/a-confirmer/"
SLUG = "creer-compte-ameli"
PAGE = f"/guide/{SLUG}/"


def read(address):
    return " ".join(Client().get(address).content.decode().split())


def send(client, key, **more):
    sent = {"kind": "procedure", "slug": SLUG, "key": key, "service": "Service action"}
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
