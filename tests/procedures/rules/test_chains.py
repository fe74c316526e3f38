"""Chains of tables: whose turn it is, and what a chain may not be."""

import pytest

from procedures.rules.chains import judge_chain, review_chain


def check(key, question, *results, after=None):
    answers = [
        {"key": f"a{place}", "label": "?", "result": result, "text": result}
        for place, result in enumerate(results)
    ]
    asked = {"key": question, "text": "?", "answers": answers}
    return {"key": key, "questions": [asked], "after": after or {}}


FIRST = check("un", "q", "ok", "bloque", "verifier")
SECOND = check("deux", "r", "ok", "bloque", after={"un": ["ok", "verifier"]})


def states(checks, **answers):
    return [(t.state, t.outcome.verdict) for t in judge_chain(checks, answers)]


def test_a_table_waits_for_the_one_before_it():
    assert states([FIRST, SECOND], r="a0") == [
        ("ouverte", "en-cours"),
        ("attente", "en-cours"),
    ]
    assert states([FIRST, SECOND], q="a1", r="a0")[1] == ("attente", "en-cours")


def test_a_table_speaks_until_the_next_has_decided():
    assert states([FIRST, SECOND], q="a0")[0] == ("decidee", "ok")
    assert states([FIRST, SECOND], q="a0", r="a1") == [
        ("passee", "ok"),
        ("decidee", "bloque"),
    ]


def test_a_doubt_makes_an_ok_a_question_and_leaves_a_no():
    assert states([FIRST, SECOND], q="a2", r="a0")[1] == ("decidee", "verifier")
    assert states([FIRST, SECOND], q="a2", r="a1")[1] == ("decidee", "bloque")


def test_a_turn_may_depend_on_an_answer():
    third = check("trois", "s", "ok", "bloque", after={"q": ["a1"]})
    assert states([FIRST, third], q="a0", s="a0")[1][0] == "attente"
    assert states([FIRST, third], q="a1", s="a0")[1] == ("decidee", "ok")


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"absente": ["ok"]}, "inconnu ici"),
        ({"un": ["suite"]}, "ne vient jamais"),
        ({"q": ["a9"]}, "ne vient jamais"),
        ({}, "dire après quoi"),
        ({"deux": ["ok"]}, "inconnu ici"),
    ],
)
def test_a_faulty_chain_is_refused(after, words):
    second = SECOND | {"after": after}
    assert any(words in fault.message for fault in review_chain([FIRST, second]))


def test_a_circle_is_refused():
    first = FIRST | {"after": {"deux": ["ok"]}}
    assert any("tourne en rond" in f.message for f in review_chain([first, SECOND]))


def test_two_tables_that_could_speak_at_once_are_refused():
    third = check("trois", "s", "ok", "bloque", after={"un": ["ok"]})
    found = [fault.message for fault in review_chain([FIRST, SECOND, third])]
    assert any("viennent ensemble" in message for message in found)


def test_a_good_chain_is_not_refused():
    third = check("trois", "s", "ok", "bloque", after={"un": ["bloque"]})
    assert list(review_chain([FIRST, SECOND, third])) == []
