"""Eligibility, d'après le guide: questions, then ordered rules of which the first that
holds decides; without rules the worst answer does. Pure.

A check is the plain dict of a record: `questions` with their `answers`, and `rules`.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any, NamedTuple

OK, BLOCKED, CHECK, OPEN = "ok", "bloque", "verifier", "en-cours"
WORST = (BLOCKED, CHECK, OK)
MOST = 10_000  # combinations of a table that a person can still check

CheckRecord = dict[str, Any]
Answers = dict[str, str]


class Reason(NamedTuple):
    """A question with the answer given."""

    question: str
    answer: str


class Motive(NamedTuple):
    """Why, and what to do: an explanation, references, who says so."""

    text: str
    next: list[str]
    origin: str


class Judgement(NamedTuple):
    """A verdict; while it is `en-cours`, `ask` is the key of the next question."""

    verdict: str
    motives: list[Motive]
    reasons: list[Reason]
    ask: str
    rule: str


def judge_answers(check: CheckRecord, answers: Answers) -> Judgement:
    """The outcome of these answers, of which any may be missing or unknown."""
    known = {
        question["key"]: answers[question["key"]]
        for question in check["questions"]
        if answers.get(question["key"]) in {a["key"] for a in question["answers"]}
    }
    return _by_rules(check, known) if check.get("rules") else _by_worst(check, known)


def _by_rules(check: CheckRecord, known: Answers) -> Judgement:
    for rule in check["rules"]:
        when = rule.get("when", {})
        if any(key in known and known[key] not in when[key] for key in when):
            continue
        missing = [q["key"] for q in check["questions"] if q["key"] in when]
        missing = [key for key in missing if key not in known]
        if missing:
            return Judgement(OPEN, [], [], missing[0], "")
        reasons = _reasons(check, known, list(when) or list(known))
        return Judgement(rule["result"], [_motive(rule)], reasons, "", rule["key"])
    raise ValueError("Aucune règle ne s'applique : il manque une règle « sinon ».")


def _by_worst(check: CheckRecord, known: Answers) -> Judgement:
    given = [
        (question, answer)
        for question in check["questions"]
        for answer in question["answers"]
        if known.get(question["key"]) == answer["key"]
    ]
    results = {answer["result"] for _, answer in given}
    missing = [q["key"] for q in check["questions"] if q["key"] not in known]
    if missing and BLOCKED not in results:
        return Judgement(OPEN, [], [], missing[0], "")
    verdict = next(result for result in WORST if result in results)
    deciding = [(q, a) for q, a in given if a["result"] == verdict]
    motives = [_motive(a) for _, a in deciding if a.get("text")]
    if verdict == OK:
        motives = [Motive(check.get("ok", ""), [], "guide")]
    reasons = _reasons(check, known, [q["key"] for q, _ in deciding])
    return Judgement(verdict, motives, reasons, "", verdict)


def _motive(line: dict[str, Any]) -> Motive:
    text, following = line.get("text", ""), line.get("next", [])
    return Motive(text, following, line.get("origin", "guide"))


def _reasons(check: CheckRecord, known: Answers, keys: list[str]) -> list[Reason]:
    return [
        Reason(question["text"], answer["label"])
        for question in check["questions"]
        if question["key"] in keys
        for answer in question["answers"]
        if known.get(question["key"]) == answer["key"]
    ]


def combinations(check: CheckRecord) -> Iterator[Answers]:
    """Every way to answer every question."""
    keys = [question["key"] for question in check["questions"]]
    answers = [
        [a["key"] for a in question["answers"]] for question in check["questions"]
    ]
    for chosen in product(*answers):
        yield dict(zip(keys, chosen, strict=True))


def counts(check: CheckRecord) -> Counter[str]:
    """How many combinations give each verdict."""
    return Counter(
        judge_answers(check, answers).verdict for answers in combinations(check)
    )


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
        if line.get("result") == BLOCKED and not line.get("next"):
            yield f"« {line['key']} » bloque sans suite : ajouter « next »."


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
