"""The eligibility tool: every table on every path, through its address."""

import random
import re

import pytest

from content.snapshot import store
from procedures.rules.eligibility import judge_answers
from tests.support.tables import (
    BEFORE,
    CASES,
    COUNTS,
    counted,
    spoken,
    table,
    verdicts,
)


def address(slug):
    entry = store.current_snapshot().pages[slug]
    base = f"/contacts/{slug}/" if entry.kind == "resource" else entry.address
    return base + "verifier/"


def outcome(html, key):
    """The element of the outcome of a table, its links included."""
    return html.partition(f'data-table="{key}"')[2].split("</div>")[0]


@CASES
def test_every_combination_through_the_address_gives_the_verdict_of_the_table(
    reader, slug, key
):
    check = table(slug, key)
    found = counted(slug, key)
    for answers in random.Random(key).sample(found, min(len(found), 60)):
        answer = reader.post(address(slug), BEFORE.get(key, {}) | answers)
        assert answer.status_code == 200
        html = answer.content.decode()
        expected = judge_answers(check, answers).verdict
        if expected == "suite":
            assert spoken(html) == [], answers
            continue
        assert spoken(html) == [(expected, key)], answers
        if expected == "bloque":
            told = outcome(html, key)
            assert "<a href=" in told or "data-next" in told, answers


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in COUNTS}))
def test_nothing_answered_is_undecided_and_all_questions_show(reader, slug):
    checks = store.current_snapshot().pages[slug].record["checks"]
    for answer in (reader.get(address(slug)), reader.post(address(slug))):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert verdicts(html) == ["en-cours"] * len(checks)
        keys = [q["key"] for check in checks for q in check["questions"]]
        assert re.findall(r'data-question="([a-z0-9-]+)"', html) == keys
        posted = answer.wsgi_request.method == "POST"
        kept = "private, no-cache" if posted else "no-store"  # for « Retour » alone
        assert set(answer.headers["Cache-Control"].split(", ")) == set(kept.split(", "))


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in COUNTS}))
def test_with_htmx_one_question_at_a_time_until_it_is_decided(reader, slug):
    checks = store.current_snapshot().pages[slug].record["checks"]
    answers = {}
    for _ in range(12):
        html = reader.post(
            address(slug), answers, headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" not in html
        shown = re.findall(r'data-question="([a-z0-9-]+)"', html)
        undecided = [v for v in verdicts(html) if v == "en-cours"]
        assert len(shown) == len(undecided) <= 1
        if not shown:
            break
        for check in checks:
            for question in check["questions"]:
                if question["key"] in shown:
                    answers[question["key"]] = question["answers"][0]["key"]
    assert len(spoken(html)) == 1


def test_one_wrong_answer_settles_it_and_every_motive_is_told(reader):
    html = reader.post(
        "/guide/creer-compte-ameli/verifier/", {"numero": "non", "droits": "non"}
    ).content.decode()
    assert verdicts(html)[0] == "bloque"
    assert "Seul un assuré qui possède son propre numéro" in html
    assert "Les droits doivent être ouverts avant" in html
    assert "Parce que vous avez répondu" in html


def test_an_answer_in_the_address_is_checked_and_judged(reader):
    html = reader.get("/guide/saisir-mediateur/verifier/?telephone-renseigne=non")
    html = html.content.decode()
    assert verdicts(html) == ["bloque"]
    assert re.search(r'value="non"\s+checked', html)


def test_an_answer_can_be_changed(reader):
    sent = {"mairie": "oui", "france": "oui", "changer": "france"}
    html = reader.post(
        "/guide/declarer-naissance/verifier/", sent, headers={"HX-Request": "true"}
    ).content.decode()
    assert verdicts(html) == ["en-cours"]
    assert 'data-question="france"' in html


def test_a_verdict_gets_a_shareable_address_only_when_asked(reader):
    sent = {"telephone-renseigne": "oui"}
    place = "/guide/saisir-mediateur/verifier/"
    assert "?telephone-renseigne=oui" not in reader.post(place, sent).content.decode()
    asked = reader.post(place, sent | {"partager": "1"}).content.decode()
    assert (
        "http://testserver/guide/saisir-mediateur/verifier/?telephone-renseigne=oui"
        in asked
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"numero": "jamais"},
        {"inconnue": "oui"},
        {"numero": "x" * 5000},
        {"numero": "\0"},
    ],
)
def test_an_unknown_answer_is_no_answer(reader, answers):
    html = reader.post("/guide/creer-compte-ameli/verifier/", answers).content.decode()
    assert verdicts(html) == ["en-cours", "en-cours"]


def test_a_page_without_a_table_leads_back_to_the_page(reader):
    answer = reader.get("/guide/payer-creance/verifier/")
    assert answer.headers["Location"] == "/guide/payer-creance/"
