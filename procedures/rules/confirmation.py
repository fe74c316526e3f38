"""Confirmed lines: a service of the CPAM confirmed these very words; changed since,
they are confirmed no more. Pure."""

import hashlib
from collections.abc import Mapping
from typing import Any


def words_digest(text: str) -> str:
    """The mark of the words confirmed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def confirmed_by(line: Mapping[str, Any]) -> str:
    """The service that confirmed a line as it now reads, with the day; else nothing.

    >>> line = {"text": "Gratuit.", "confirmed": "Service droits, 25/11/2026"}
    >>> confirmed_by(line | {"confirmed_of": words_digest("Gratuit.")})
    'Service droits, 25/11/2026'
    >>> confirmed_by(line | {"confirmed_of": words_digest("Payant.")})
    ''
    """
    same = line.get("confirmed_of") == words_digest(line["text"])
    return line.get("confirmed", "") if same else ""
