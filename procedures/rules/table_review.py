"""What is wrong with an eligibility table, in French: dead ends, rules never reached,
questions for nothing. Pure."""

from collections.abc import Iterator
from math import prod
from typing import Any

from procedures.rules.eligibility import (
    BLOCKED,
    CheckRecord,
    combinations,
    judge_answers,
)

MOST = 10_000  # combinations of a table that a person can still check


def review_check(check: CheckRecord) -> Iterator[str]:
    """What is wrong with a table whose every field is present, in French: dead ends,
    rules never reached."""
    faults = [*_unknown_words(check), *_unfinished(check)]
    yield from faults
    if faults:
        return
    rules = check.get("rules", [])
    if rules and rules[-1].get("when") and not _covers(check):
        yield "il manque une dernière règle sans « when » pour les autres cas."
        return
    reached = {judge_answers(check, answers).rule for answers in combinations(check)}
    for rule in rules:
        if rule["key"] not in reached:
            yield f"la règle « {rule['key']} » n'est jamais atteinte."
    yield from _idle_questions(check)


def _idle_questions(check: CheckRecord) -> Iterator[str]:
    """Questions whose answers never change what is said."""
    for question in check["questions"]:
        seen: dict[tuple[str, ...], set[str]] = {}
        for answers in combinations(check):
            others = tuple(a for key, a in answers.items() if key != question["key"])
            found = judge_answers(check, answers)
            told = " ".join([found.verdict, *(motive.text for motive in found.motives)])
            seen.setdefault(others, set()).add(told)
        if all(len(told) == 1 for told in seen.values()):
            yield f"la question « {question['key']} » ne change jamais la réponse."


def _unfinished(check: CheckRecord) -> Iterator[str]:
    """Questions without answers, results missing, blocked ends, a table too large."""
    sizes = [len(question["answers"]) for question in check["questions"]]
    if not sizes or not all(sizes):
        yield "il faut au moins une question, et une réponse par question."
    elif prod(sizes) > MOST:
        yield f"plus de {MOST} combinaisons : scinder la table en deux."
    rules = check.get("rules")
    for line in rules or [a for q in check["questions"] for a in q["answers"]]:
        if not line.get("result"):
            yield f"« {line['key']} » n'a pas de résultat (« result »)."
        if line.get("result") == BLOCKED and not has_way_on(line):
            yield f"« {line['key']} » bloque sans suite : « next » ou « next_text »."


def has_way_on(line: dict[str, Any]) -> bool:
    """Whether a line says what to do next, by a link or in words."""
    return bool(line.get("next") or line.get("next_text"))


def _covers(check: CheckRecord) -> bool:
    try:
        return all(judge_answers(check, answers) for answers in combinations(check))
    except ValueError:
        return False


def _unknown_words(check: CheckRecord) -> Iterator[str]:
    questions = {
        question["key"]: {answer["key"] for answer in question["answers"]}
        for question in check["questions"]
    }
    for rule in check.get("rules", []):
        for key, answers in rule.get("when", {}).items():
            if key not in questions:
                yield f"la règle « {rule['key']} » cite la question inconnue « {key} »."
            for answer in set(answers) - questions.get(key, set(answers)):
                yield f"la règle « {rule['key']} » : réponse inconnue « {answer} »."
