"""The answers that a form or a link brings, whatever happened on its way. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from procedures.rules.eligibility import CheckRecord

Sent = Mapping[str, Any]
KEY = re.compile(r"[a-z0-9-]+")  # of an answer


def read_answers(checks: list[CheckRecord], given: Sent) -> dict[str, str]:
    """The known answers to questions of this page; the one to change is left out."""
    known = known_answers(checks, given)
    known.pop(given.get("changer", ""), None)
    return known


def known_answers(checks: list[CheckRecord], given: Sent) -> dict[str, str]:
    """The answers that are some, whatever a message left around them."""
    told = {name.lower(): tidied(value) for name, value in given.items()}
    return {
        question["key"]: answer["key"]
        for check in checks
        for question in check["questions"]
        for answer in question["answers"]
        if answer["key"] == told.get(question["key"])
    }


def tidied(value: str) -> str:
    """The key of an answer in what a link brought.

    >>> tidied("Oui. Merci"), tidied("(un-ou-deux)"), tidied("")
    ('oui', 'un-ou-deux', '')
    """
    found = KEY.search(str(value).lower())
    return found[0].strip("-") if found else ""


def damaged(checks: list[CheckRecord], given: Sent) -> bool:
    """Whether an answer was sent that is none: a link cut, or of another time."""
    known = known_answers(checks, given)
    keys = {question["key"] for check in checks for question in check["questions"]}
    sent = {name.lower() for name, value in given.items() if value}
    return bool(keys & sent - known.keys())


def changed_answer(checks: list[CheckRecord], given: Sent) -> tuple[str, str]:
    """The question to change and what was answered to it, which stands chosen."""
    key = given.get("changer", "")
    value = known_answers(checks, given).get(key, "")
    return (key, value) if value else ("", "")
