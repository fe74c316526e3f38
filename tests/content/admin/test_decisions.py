"""Where a decision on a text that was read over leads."""

import html

import pytest

from content.publishing import workflow
from tests.support.desk import ALONE, address_of, decide, row, save, tomorrow

pytestmark = pytest.mark.django_db(transaction=True)


def decided(client, decision: str, **more: str):
    """The answer to a decision on a text that was read over."""
    sent = {"base": workflow.record_digest(row(ALONE)), "decision": decision, **more}
    return client.post(address_of("relire", ALONE), sent)


def test_a_step_of_the_review_leads_back_to_the_page_that_is_reviewed(staff):
    save(staff["rene"], row(ALONE), summary="Un résumé neuf.")
    place = address_of("relire", ALONE)
    assert decided(staff["rene"], "relecture").url == place
    assert decided(staff["lea"], "brouillon", reason="À revoir.").url == place
    decide(staff["lea"], "publier", ALONE, publish_at=tomorrow())
    assert decided(staff["lea"], "annuler", reason="Pas encore.").url == place
    assert decided(staff["lea"], "blocs").url == place


def test_who_published_is_told_the_way_back_to_the_page(staff):
    save(staff["rene"], row(ALONE), summary="Un résumé neuf.")
    screen = decide(staff["lea"], "publier", ALONE)
    assert f'<a href="{address_of("relire", ALONE)}">Revenir à cette page</a>' in screen


def test_a_decision_that_is_none_of_ours_is_told_in_french(staff):
    for decision in "", "falsifiée":
        page = html.unescape(decided(staff["lea"], decision).content.decode())
        assert "Décision : choisissez ce qui doit être fait de ce texte" in page
