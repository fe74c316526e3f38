"""Chains of eligibility tables: a page gives one answer at a time, never two opinions.
Pure.

A check says in `after` when it is its turn: verdicts of another check, or answers to a
question of another check. `{"qui-peut-creer": ["ok"]}`; all of them must hold.
"""

from collections.abc import Iterator
from itertools import combinations as of_two
from typing import NamedTuple

from procedures.rules.eligibility import (
    CHECK,
    HANDED_ON,
    OK,
    OPEN,
    Answers,
    CheckRecord,
    Judgement,
    Motive,
    combinations,
    counts,
    judge_answers,
)

WAITING, ASKING, DECIDED, PASSED = "attente", "ouverte", "decidee", "passee"
UNDECIDED = Judgement(OPEN, [], [], "", "")


class Turn(NamedTuple):
    """A table where it stands: its turn has not come, it asks, it has decided, or it
    has handed on to a table that has decided."""

    check: CheckRecord
    state: str
    outcome: Judgement


class ChainFault(NamedTuple):
    """What is wrong with the `after` of a table: its place on the page, and why."""

    place: int
    message: str


def judge_chain(checks: list[CheckRecord], answers: Answers) -> list[Turn]:
    """Every table of a page, in order. At most one has decided: the one that speaks."""
    outcomes = _judged(checks, answers)
    came = {c["key"]: c for c in checks if _has_come(c, checks, outcomes, answers, ())}
    turns = []
    for check in checks:
        outcome = outcomes[check["key"]]
        heirs = [c for c in came.values() if check["key"] in _named(c, checks)]
        if check["key"] not in came:
            turns.append(Turn(check, WAITING, UNDECIDED))
        elif outcome.verdict == OPEN:
            turns.append(Turn(check, ASKING, outcome))
        elif any(_speaks(outcome, outcomes[heir["key"]]) for heir in heirs):
            turns.append(Turn(check, PASSED, outcome))
        else:
            turns.append(Turn(check, DECIDED, outcome))
    return _with_doubts(turns)


def _speaks(before: Judgement, heir: Judgement) -> bool:
    """Whether a table that came speaks in place of the one before it."""
    return before.verdict == HANDED_ON or heir.verdict != OPEN


def _with_doubts(turns: list[Turn]) -> list[Turn]:
    """What earlier tables left « à vérifier » stays so: no « ok » is built on it."""
    doubts = [
        motive
        for turn in turns
        if turn.state == PASSED and turn.outcome.verdict == CHECK
        for motive in turn.outcome.motives
    ]
    return [_doubted(turn, doubts) if turn.state == DECIDED else turn for turn in turns]


def _doubted(turn: Turn, doubts: list[Motive]) -> Turn:
    if not doubts:
        return turn
    found = turn.outcome
    # the wording of a plain « ok » would promise what the doubt forbids
    if found.verdict == OK:
        found = found._replace(verdict=CHECK, said="", tone="")
    return turn._replace(outcome=found._replace(motives=[*found.motives, *doubts]))


def _named(check: CheckRecord, checks: list[CheckRecord]) -> list[str]:
    """The tables that an `after` names, by themselves or by one of their questions."""
    owners = {q["key"]: c["key"] for c in checks for q in c["questions"]}
    keys = {c["key"] for c in checks}
    found = (n if n in keys else owners.get(n, "") for n in check.get("after") or {})
    return [name for name in found if name]


def _has_come(
    check: CheckRecord,
    checks: list[CheckRecord],
    outcomes: dict[str, Judgement],
    answers: Answers,
    seen: tuple[str, ...],
) -> bool:
    # a circle is refused at the desk; one in an old snapshot must not hang a reader
    if check["key"] in seen:
        return False
    seen = (*seen, check["key"])
    known = {c["key"]: c for c in checks}
    if not all(
        _has_come(known[name], checks, outcomes, answers, seen)
        for name in _named(check, checks)
    ):
        return False
    return all(
        (outcomes[name].verdict if name in outcomes else answers.get(name)) in allowed
        for name, allowed in (check.get("after") or {}).items()
    )


def way_to(check: CheckRecord, checks: list[CheckRecord]) -> Answers:
    """The first answers that bring a page to the turn of a table."""
    found: Answers = {}
    known = {c["key"]: c for c in checks}
    for before in _named(check, checks):
        found |= way_to(known[before], checks)
        for answers in combinations(known[before]):
            if _has_come(check, checks, _judged(checks, answers), answers, ()):
                found |= answers
                break
    return found


def _judged(checks: list[CheckRecord], answers: Answers) -> dict[str, Judgement]:
    return {check["key"]: judge_answers(check, answers) for check in checks}


def review_chain(checks: list[CheckRecord]) -> Iterator[ChainFault]:
    """Names unknown, cycles, tables that never come, two that could speak at once."""
    unknown = list(_unknown_names(checks))
    yield from unknown
    if unknown:
        return
    first = [place for place, check in enumerate(checks) if not check.get("after")]
    for place in first[1:]:
        title = checks[place]["key"]
        message = f"« {title} » : dire après quoi vient cette vérification (« après »)."
        yield ChainFault(place, message)
    for place, check in enumerate(checks):
        if _in_a_circle(check, checks, ()):
            yield ChainFault(place, f"« {check['key']} » tourne en rond (« après »).")
    for (_, one), (place, other) in of_two(enumerate(checks), 2):
        a, b = one.get("after") or {}, other.get("after") or {}
        shared = a.keys() & b.keys()
        if a and b and shared and all(set(a[n]) & set(b[n]) for n in shared):
            message = f"« {other['key']} » et « {one['key']} » viennent ensemble."
            yield ChainFault(place, message)


def _unknown_names(checks: list[CheckRecord]) -> Iterator[ChainFault]:
    verdicts = {c["key"]: set(counts(c)) for c in checks}
    questions = {
        q["key"]: {a["key"] for a in q["answers"]}
        for c in checks
        for q in c["questions"]
    }
    for place, check in enumerate(checks):
        for name, allowed in (check.get("after") or {}).items():
            known = verdicts.get(name) or questions.get(name)
            if known is None or name == check["key"]:
                message = f"« {check['key']} » vient après « {name} », inconnu ici."
                yield ChainFault(place, message)
            elif not known & set(allowed):
                message = f"« {check['key']} » ne vient jamais : « {name} » ne donne "
                message += f"pas {', '.join(allowed)}."
                yield ChainFault(place, message)


def _in_a_circle(
    check: CheckRecord, checks: list[CheckRecord], seen: tuple[str, ...]
) -> bool:
    if check["key"] in seen:
        return True
    known = {c["key"]: c for c in checks}
    names = _named(check, checks)
    return any(_in_a_circle(known[n], checks, (*seen, check["key"])) for n in names)
