"""Messages ready for a verdict: which of a page fit what was found. Pure."""

from collections.abc import Mapping
from typing import Any


def fitting_messages(
    messages: list[dict[str, Any]], table: str, rule: str, answers: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Those written for this rule of this table, or for one of the answers given.

    >>> ready = [{"table": "t", "rule": "r", "question": "", "answer": ""}]
    >>> fitting_messages(ready, "t", "r", {}) == ready
    True
    >>> fitting_messages(ready, "t", "other", {})
    []
    """
    return [
        message
        for message in messages
        if message["table"] == table
        and (
            message["rule"] == rule
            if message["rule"]
            else answers.get(message["question"]) == message["answer"]
        )
    ]
