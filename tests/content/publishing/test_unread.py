"""Nothing unread goes online; each act says what it did, and who did it."""

import html
import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from content.models import Alert, DraftState, Edition
from tests.support.desk import (
    ALONE,
    PAGE,
    address_of,
    decide,
    form_data,
    read,
    row,
    save,
)
from tests.support.guide_files import with_word

pytestmark = pytest.mark.django_db(transaction=True)
FILES = "/gestion/fichiers/"
OTHER = "autoriser-contact"


def bring(client, packed: bytes) -> str:
    sent = {"zip": SimpleUploadedFile("guide.zip", packed)}
    shown = html.unescape(client.post(FILES, sent).content.decode())
    kept = re.search(r'name="packed"\s+value="([^"]+)"', shown)
    if kept:
        client.post(FILES, {"packed": kept[1], "load": "1"})
    return shown


def test_a_draft_that_leaves_in_a_zip_and_comes_back_stays_a_draft(staff):
    save(staff["rene"], row(), summary="Brouillon non relu.")
    packed = staff["lea"].get(FILES + "guide.zip").content
    bring(staff["lea"], with_word(packed, OTHER, "zq1x"))
    assert "zq1x" in read(f"/guide/{OTHER}/")
    assert "non relu" not in read(PAGE)
    assert DraftState.objects.get(slug="payer-creance").state == "brouillon"
    # and the files of the release do not take it for theirs
    call_command("load_guide", stdout=io.StringIO())
    assert row().summary == "Brouillon non relu." and "non relu" not in read(PAGE)


def test_the_plan_shows_the_differences_of_each_page(staff):
    packed = staff["lea"].get(FILES + "guide.zip").content
    shown = bring(staff["lea"], with_word(packed, OTHER, "zq1x"))
    assert "Ce que les lecteurs liraient de neuf" in shown
    assert re.search(r"<ins\s*>[^<]*zq1x", shown)


def test_a_conflict_is_shown_in_words_and_a_draft_is_not_said_to_be_read(staff):
    save(staff["rene"], row(), summary="Brouillon non relu.")
    packed = staff["lea"].get(FILES + "guide.zip").content
    shown = bring(staff["lea"], with_word(packed, "payer-creance", "zq1x"))
    assert "a changé des deux côtés" in shown and "/tmp" not in shown
    assert re.search(r"<ins\s*>[^<]*zq1x", shown)
    assert "liraient de neuf" not in shown
    sent = {"packed": re.search(r'name="packed"\s+value="([^"]+)"', shown)[1]}
    sent |= {"load": "1", "force": "file"}
    staff["lea"].post(FILES, sent)
    assert "zq1x" in row().summary and "zq1x" not in read(PAGE)


def test_files_are_brought_by_a_person(staff):
    packed = staff["lea"].get(FILES + "guide.zip").content
    bring(staff["lea"], with_word(packed, OTHER, "zq1x"))
    edition = Edition.objects.get(slug=OTHER, current=True)
    assert edition.author == "lea, fichiers"
    line = LogEntry.objects.order_by("-pk")[0]
    assert line.user.username == "lea" and OTHER in line.change_message


def test_a_command_leaves_a_line_with_whoever_typed_it(loaded, guide_copy, monkeypatch):
    monkeypatch.setenv("LOGNAME", "marie")
    path = guide_copy / "demarches.yaml"
    text = path.read_text("utf-8").replace("Rembourser ce que", "Payer ce que")
    path.write_text(text, "utf-8")
    call_command("load_guide", str(guide_copy), stdout=io.StringIO())
    line = LogEntry.objects.order_by("-pk")[0]
    assert "par marie" in line.change_message and "payer-creance" in line.change_message
    assert not line.user.is_active
    author = Edition.objects.get(slug="payer-creance", current=True).author
    assert author == "marie, fichiers"


@pytest.mark.parametrize("four_eyes", [False, True])
def test_retiring_a_page_publishes_no_draft_of_the_one_in_its_place(
    staff, settings, four_eyes
):
    settings.FOUR_EYES = four_eyes
    save(staff["rene"], row(OTHER), summary="Brouillon non relu.")
    assert "est retirée" in decide(staff["lea"], "retirer", ALONE, replaced_by=OTHER)
    assert "non relu" not in read(f"/guide/{OTHER}/")
    assert row(OTHER).summary == "Brouillon non relu."
    assert read(f"/guide/{ALONE}/")


def test_an_empty_save_changes_neither_the_author_nor_the_state(staff):
    save(staff["rene"], row(), summary="À relire.")
    decide(staff["rene"], "relecture", note="Merci.")
    save(staff["ada"], row())
    known = DraftState.objects.get(slug="payer-creance")
    assert (known.state, known.edited_by) == ("relecture", "rene")
    assert known.writers == ["rene"]


def test_four_eyes_look_at_who_wrote_the_words(staff, settings):
    settings.FOUR_EYES = True
    save(staff["lea"], row(), summary="Écrit par Léa.")
    save(staff["ada"], row())  # an empty save of a colleague is no second reader
    assert "quatre yeux" in decide(staff["lea"], "publier")
    save(staff["ada"], row(), title="Payer une dette")  # a comma makes no reader of Léa
    assert "quatre yeux" in decide(staff["lea"], "publier")
    assert "quatre yeux" in decide(staff["ada"], "publier")


def test_with_four_eyes_what_a_zip_brings_is_a_draft(staff, settings):
    settings.FOUR_EYES = True
    packed = staff["lea"].get(FILES + "guide.zip").content
    bring(staff["lea"], with_word(packed, OTHER, "zq1x"))
    assert "zq1x" not in read(f"/guide/{OTHER}/")
    assert "quatre yeux" in decide(staff["lea"], "publier", OTHER)
    assert "est en ligne" in decide(staff["ada"], "publier", OTHER)


DATES = {"starts_at": "2026-01-01T10:00", "ends_at": "2099-01-01T10:00"}
SAME = {"initial-starts_at": "2026-01-01 10:00:00"}  # as a browser sends it back


def post_alert(client, text: str):
    place = "/gestion/content/alert/add/"
    sent = form_data(client, place) | {"text": text, "everywhere": "on"} | DATES
    return client.post(place, sent, follow=True)


def test_the_notice_of_a_writer_waits_for_a_reader(staff):
    assert "attend un relecteur" in post_alert(staff["rene"], "Panne.").content.decode()
    assert "Panne." not in read("/")
    assert "Panne." in html.unescape(
        staff["lea"].get("/gestion/a-faire/").content.decode()
    )
    alert = Alert.objects.get()
    place = f"/gestion/content/alert/{alert.pk}/change/"
    staff["lea"].post(place, form_data(staff["lea"], place) | {"everywhere": "on"})
    assert "Panne." in read("/")
    assert staff["rene"].post(place, {"text": "Autre."}).status_code == 403


def test_with_four_eyes_nobody_warns_the_whole_site_alone(staff, settings):
    settings.FOUR_EYES = True
    told = post_alert(staff["lea"], "Panne.").content.decode()
    assert "attend un relecteur" in told and "Panne." not in read("/")
    place = f"/gestion/content/alert/{Alert.objects.get().pk}/change/"
    for name, online in (("lea", False), ("ada", True)):
        sent = form_data(staff[name], place) | {"everywhere": "on"} | DATES | SAME
        staff[name].post(place, sent)
        assert ("Panne." in read("/")) is online, name


@pytest.mark.parametrize("who", ["rene", "lea"])
def test_a_notice_with_a_link_to_nowhere_is_refused(staff, who):
    text = "Panne, voir [x](//evil.example)."
    told = html.unescape(post_alert(staff[who], text).content.decode())
    assert "//evil.example" in told.partition("errorlist")[2][:300]
    assert not Alert.objects.exists()


def test_the_note_and_the_reason_are_shown_wherever_the_text_is(staff):
    save(staff["rene"], row(), summary="À relire.")
    told = decide(staff["rene"], "relecture", note="Regarde le résumé.")
    assert "attend un relecteur" in told
    for place in (address_of("change"), address_of("relire"), "/gestion/a-faire/"):
        screen = html.unescape(staff["lea"].get(place).content.decode())
        assert "Regarde le résumé." in screen, place
    told = decide(staff["lea"], "brouillon", reason="Trop long.")
    assert "renvoyé en brouillon" in told
    for place in (address_of("change"), address_of("relire"), "/gestion/a-faire/"):
        screen = html.unescape(staff["rene"].get(place).content.decode())
        assert "Trop long." in screen and "lea" in screen, place


def test_texts_chosen_in_the_list_are_read_before_they_are_published(staff):
    save(staff["rene"], row(), summary="Pas encore lu.")
    sent = {"action": "publish_chosen", "_selected_action": [row().pk]}
    shown = staff["lea"].post("/gestion/procedures/procedure/", sent).content.decode()
    assert re.search(r"<ins\s*>[^<]*encore", shown)
    assert "Pas encore lu." not in read(PAGE)
    answer = staff["lea"].post(
        "/gestion/procedures/procedure/", sent | {"confirm": "1"}, follow=True
    )
    assert "a changé pendant votre lecture" in html.unescape(answer.content.decode())
    assert "Pas encore lu." not in read(PAGE)
