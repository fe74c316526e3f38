"""The rules of eligibility: every table of the guide counted, faulty ones refused."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.snapshot import store
from procedures.rules.eligibility import (
    combinations,
    judge_answers,
)
from procedures.rules.table_review import review_check
from tests.support.tables import CASES, COUNTS, counted, table

pytestmark = pytest.mark.usefixtures("published")


def test_every_table_of_the_guide_is_counted_here():
    tables = {
        (entry.slug, check["key"])
        for entry in store.current_snapshot().pages.values()
        for check in entry.record.get("checks", [])
    }
    assert tables == set(COUNTS)


@CASES
def test_a_table_has_the_counts_of_the_decision_tables(slug, key):
    check = table(slug, key)
    found = Counter(judge_answers(check, a).verdict for a in counted(slug, key))
    # a first request goes on to the three conditions: ok when they are
    found["ok"] += found.pop("suite", 0)
    total, ok, blocked, check = COUNTS[slug, key]
    assert sum(found.values()) == total
    assert (found["ok"], found["bloque"], found["verifier"]) == (ok, blocked, check)


@CASES
def test_a_table_has_no_dead_end_and_no_rule_for_nothing(slug, key):
    assert list(review_check(table(slug, key))) == []


SMALL = {
    "questions": [
        {
            "key": "a",
            "text": "?",
            "answers": [{"key": "o", "label": "O"}, {"key": "n", "label": "N"}],
        },
        {
            "key": "b",
            "text": "?",
            "answers": [{"key": "o", "label": "O"}, {"key": "n", "label": "N"}],
        },
    ]
}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([{"key": "r", "when": {"a": ["o"]}, "result": "ok"}], "dernière règle"),
        (
            [
                {"key": "r", "when": {"z": ["o"]}, "result": "ok"},
                {"key": "s", "result": "ok"},
            ],
            "question inconnue « z »",
        ),
        (
            [
                {"key": "r", "when": {"a": ["x"]}, "result": "ok"},
                {"key": "s", "result": "ok"},
            ],
            "réponse inconnue « x »",
        ),
        (
            [
                {"key": "r", "result": "ok"},
                {"key": "s", "when": {"a": ["o"]}, "result": "ok"},
                {"key": "t", "result": "ok"},
            ],
            "« s » n'est jamais atteinte",
        ),
        ([{"key": "r", "result": "bloque"}], "bloque sans suite"),
        ([{"key": "r", "result": ""}], "n'a pas de résultat"),
        ([], "n'a pas de résultat"),
    ],
)
def test_a_faulty_table_is_refused(rules, words):
    assert any(words in message for message in review_check(SMALL | {"rules": rules}))


ANSWER = st.sampled_from(["o", "n"])
RULE = st.builds(
    lambda key, when, result: {
        "key": key,
        "when": when,
        "result": result,
        "next": ["x"],
    },
    st.uuids().map(str),
    st.dictionaries(
        st.sampled_from(["a", "b"]), st.lists(ANSWER, min_size=1), max_size=2
    ),
    st.sampled_from(["ok", "bloque", "verifier"]),
)


@given(st.lists(RULE, max_size=4), RULE)
def test_the_first_rule_that_holds_decides_and_waiting_never_changes_it(rules, last):
    check = SMALL | {"rules": [*rules, last | {"when": {}}]}
    for answers in combinations(check):
        whole = judge_answers(check, answers)
        first = next(
            rule
            for rule in check["rules"]
            if all(answers[key] in allowed for key, allowed in rule["when"].items())
        )
        assert whole.rule == first["key"]
        partial = judge_answers(check, {"a": answers["a"]})
        assert partial.verdict in ("en-cours", whole.verdict)


def test_a_table_too_large_to_be_checked_is_refused():
    answers = [{"key": f"a{n}", "label": "?"} for n in range(10)]
    questions = [{"key": f"q{n}", "text": "?", "answers": answers} for n in range(9)]
    table = {"questions": questions, "rules": [{"key": "r", "result": "ok"}]}
    assert list(review_check(table)) == [
        "plus de 10000 combinaisons : scinder la table en deux."
    ]


def test_a_table_without_questions_or_answers_is_refused():
    for questions in ([], [{"key": "q", "text": "?", "answers": []}]):
        assert any(
            "au moins une question" in m for m in review_check({"questions": questions})
        )


def test_the_rule_for_all_other_cases_gives_every_answer_as_its_reason():
    rules = [
        {"key": "r", "when": {"a": ["o"], "b": ["o"]}, "result": "ok"},
        {"key": "sinon", "result": "verifier"},
    ]
    found = judge_answers(SMALL | {"rules": rules}, {"a": "n", "b": "o"})
    assert found.rule == "sinon"
    assert [reason.answer for reason in found.reasons] == ["N", "O"]
    named = judge_answers(SMALL | {"rules": rules}, {"a": "o", "b": "o"})
    assert [reason.answer for reason in named.reasons] == ["O", "O"]


def test_a_deciding_answer_without_words_gives_no_empty_motive():
    def question(key: str, *texts: str) -> dict:
        answers = [
            {"key": f"{key}{n}", "label": "?", "result": "verifier", "text": text}
            for n, text in enumerate(texts)
        ]
        return {"key": key, "text": "?", "answers": answers}

    check = {"questions": [question("a", ""), question("b", "Se renseigner.")]}
    found = judge_answers(check, {"a": "a0", "b": "b0"})
    assert found.verdict == "verifier"
    assert [motive.text for motive in found.motives] == ["Se renseigner."]
