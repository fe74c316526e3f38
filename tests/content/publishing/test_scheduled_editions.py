"""A scheduled version: frozen, shown, cancelled, kept, judged again at its hour."""

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from content.models import DraftState, Edition, ScheduledEdition
from content.publishing import gate, refresher, snapshot_file
from content.publishing.editions import publish_edition
from content.publishing.gate import records
from procedures.models import Procedure, Step
from tests.support.desk import (
    ALONE,
    PAGE,
    address_of,
    decide,
    form_data,
    let_its_hour_come,
    read,
    row,
    save,
    tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "autoriser-contact"


def schedule(staff, text="Pour demain.", slug="payer-creance", **changes) -> str:
    save(staff["lea"], row(slug), summary=text, **changes)
    return decide(staff["lea"], "publier", slug, publish_at=tomorrow())


def test_it_is_shown_on_the_form_and_where_it_is_read_over(staff):
    assert "partira le" in schedule(staff)
    for view in ("change", "relire"):
        screen = html.unescape(staff["ada"].get(address_of(view)).content.decode())
        assert "Programmé le" in screen and "par lea" in screen, view
        assert "Ce que changera la version programmée" in screen, view
        assert re.search(r"<ins\s*>[^<]*demain", screen), view


def test_one_button_cancels_it_and_its_text_is_a_draft_again(staff):
    schedule(staff)
    assert "ne partira pas" in decide(staff["ada"], "annuler")
    assert row().summary == "Pour demain."
    assert ScheduledEdition.objects.get().state == "annulee"
    ScheduledEdition.objects.update(publish_at="2020-01-01T00:00Z")
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert "Pour demain." not in read(PAGE)


def test_sent_back_it_does_not_leave(staff):
    schedule(staff)
    decide(staff["ada"], "brouillon", reason="Pas encore.")
    assert ScheduledEdition.objects.get().state == "annulee"
    assert DraftState.objects.get(slug="payer-creance").reason == "Pas encore."
    refused = ScheduledEdition.objects.get()
    ScheduledEdition.objects.update(publish_at=timezone.now())
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert refused.record["summary"] not in read(PAGE)


def test_a_typo_is_corrected_today_and_the_version_still_leaves_with_it(staff):
    schedule(staff, "Texte de demain.")
    assert row().summary != "Texte de demain."  # the form shows what is online
    save(staff["rene"], row(), title="Payer une créance vite")
    assert "reste prévue" in decide(staff["ada"], "publier")
    assert "Texte de demain." not in read(PAGE)
    assert "Payer une créance vite" in read(PAGE)
    let_its_hour_come()
    assert "Texte de demain." in read(PAGE)
    assert "Payer une créance vite" in read(PAGE)


def test_a_step_corrected_today_is_corrected_in_the_version_too(staff):
    slug = "creer-compte-ameli"
    schedule(staff, "Demain, autrement.", slug)
    step = Step.objects.filter(page__slug=slug).first()
    place = address_of("change", slug)
    prefix = next(
        line.prefix
        for inline in staff["ada"].get(place).context["inline_admin_formsets"]
        for line in inline.formset.initial_forms
        if line.instance == step
    )
    save(staff["ada"], row(slug), **{f"{prefix}-text": "Un pas corrigé."})
    decide(staff["lea"], "publier", slug)
    let_its_hour_come(slug)
    page = read(f"/guide/{slug}/")
    assert "Un pas corrigé." in page and "Demain, autrement." in page


def test_a_page_withdrawn_takes_its_schedule_with_it(staff):
    schedule(staff, slug=ALONE)
    decide(staff["ada"], "retirer", ALONE, replaced_by=OTHER)
    ScheduledEdition.objects.update(publish_at="2020-01-01T00:00Z")
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert Edition.objects.get(slug=ALONE, current=True).record is None


def test_a_draft_deleted_takes_its_schedule_with_it(staff):
    sent = form_data(staff["lea"], "/gestion/procedures/procedure/add/")
    sent |= {"slug": "page-fantome", "title": "Voir un fantôme", "summary": "Hou."}
    sent |= {"section": row().section_id, "keywords": "\n".join("abcdefgh")}
    staff["lea"].post("/gestion/procedures/procedure/add/", sent)
    decide(staff["lea"], "publier", "page-fantome", publish_at=tomorrow())
    ghost = Procedure.objects.get(slug="page-fantome")
    place = f"/gestion/procedures/procedure/{ghost.pk}/delete/"
    assert staff["rene"].post(place, {"post": "yes"}).status_code == 302
    ScheduledEdition.objects.update(publish_at="2020-01-01T00:00Z")
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert staff["rene"].get("/guide/page-fantome/").status_code == 404


@pytest.fixture
def dead_at_its_hour(staff):
    """A version that names a page which was lost meanwhile, with nothing in its
    place."""
    schedule(staff, related=ALONE)
    publish_edition("procedure", ALONE, None, "ada")
    lines = LogEntry.objects.count()
    let_its_hour_come()
    return staff, lines


def test_what_no_longer_passes_stays_with_a_task_for_its_author(dead_at_its_hour):
    staff, lines = dead_at_its_hour
    held = ScheduledEdition.objects.get()
    assert held.state == "retenue" and ALONE in held.fault
    assert "Pour demain." not in read(PAGE)
    tasks = html.unescape(staff["lea"].get("/gestion/a-faire/").content.decode())
    assert "pour lea" in tasks and "retenu" in tasks
    line = LogEntry.objects.order_by("-pk")[0]
    assert LogEntry.objects.count() == lines + 1 and line.user.username == "lea"
    refresher.refresh(known=snapshot_file.NO_FILE)  # and is told once
    assert LogEntry.objects.count() == lines + 1


def test_and_it_holds_up_nobody(dead_at_its_hour):
    staff, _ = dead_at_its_hour
    save(staff["rene"], row(OTHER), summary="Rien à voir.")
    assert "est en ligne" in decide(staff["lea"], "publier", OTHER)


def test_the_timer_leaves_a_line_with_whoever_scheduled_it(staff):
    schedule(staff)
    let_its_hour_come()
    line = LogEntry.objects.order_by("-pk")[0]
    assert line.user.username == "lea" and "heure programmée" in line.change_message


def test_somebody_who_may_no_longer_publish_publishes_nothing_at_the_hour(staff):
    schedule(staff)
    User.objects.filter(username="lea").update(is_active=False)
    let_its_hour_come()
    assert "Pour demain." not in read(PAGE)
    assert "ne peut plus publier" in ScheduledEdition.objects.get().fault


def test_a_fault_that_was_there_before_holds_nobody_and_is_listed(staff):
    edition = Edition.objects.get(slug=OTHER, current=True)
    broken = edition.record | {"related": ["page-disparue"]}
    Edition.objects.filter(pk=edition.pk).update(record=broken)
    assert list(records.record_faults(records.published_records()))
    save(staff["rene"], row(), summary="Rien à voir.")
    report = gate.review({("procedure", "payer-creance"): {}})
    assert any("page-disparue" in fault for fault in report.standing)
    screen = html.unescape(staff["lea"].get(address_of("relire")).content.decode())
    assert "Déjà en ligne avant ce texte" in screen and "page-disparue" in screen
    assert "est en ligne" in decide(staff["lea"], "publier")
