"""Decision tables of eligibility, d'après le guide: questions, then ordered rules of
which the first that holds decides; without rules the worst answer does. Pure.

A check is the plain dict of a record: `questions` with their `answers`, and `rules`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

OK, BLOCKED, CHECK, OPEN = "ok", "bloque", "verifier", "en-cours"
HANDED_ON = "suite"  # a rule that leaves the answer to the next table of the page
WORST = (BLOCKED, CHECK, OK)

CheckRecord = dict[str, Any]
Answers = dict[str, str]


class Reason(NamedTuple):
    """A question with the answer given."""

    question: str
    answer: str


class Motive(NamedTuple):
    """Why, and what to do: an explanation, references, words where no page is the next
    step; and the line of the table that says it, for its origin and sources."""

    text: str
    next: list[str]
    next_text: str
    line: dict[str, Any]


class Judgement(NamedTuple):
    """A verdict; while it is `en-cours`, `ask` is the key of the next question."""

    verdict: str
    motives: list[Motive]
    reasons: list[Reason]
    ask: str
    rule: str
    said: str = ""  # the heading of the rule's own, and its tone
    tone: str = ""


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
        own = rule.get("said", ""), rule.get("tone", "")
        verdict = rule["result"]
        return Judgement(verdict, [_motive(rule)], reasons, "", rule["key"], *own)
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
    said = next((a["said"] for _, a in deciding if a.get("said")), "")
    tone = next((a["tone"] for _, a in deciding if a.get("tone")), "")
    if verdict == OK:
        motives = [Motive(check.get("ok", ""), [], "", {})]
        said, tone = check.get("said", ""), ""
    reasons = _reasons(check, known, [q["key"] for q, _ in deciding])
    return Judgement(verdict, motives, reasons, "", verdict, said, tone)


def _motive(line: dict[str, Any]) -> Motive:
    text, words = line.get("text", ""), line.get("next_text", "")
    return Motive(text, line.get("next", []), words, line)


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


def missed(given: Mapping[str, str], answers: Mapping[str, str]) -> str:
    """The question on screen when « Continuer » was pressed without an answer to it.

    >>> missed({"suite": "numero"}, {}), missed({"suite": "numero"}, {"numero": "oui"})
    ('numero', '')
    """
    asked = given.get("suite", "")
    return "" if asked in answers else asked
