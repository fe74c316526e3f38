"""Advice on the lines of a page: what its text says and no line declares. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from content.text.advice import Advice

WRITTEN_DURATION = re.compile(r"\b\d+ (?:heures?|jours?|mois|semaines?)\b")


def undeclared_durations(
    record: dict[str, Any], texts: Iterable[str]
) -> Iterator[Advice]:
    """A page that speaks of a duration and declares no deadline.

    >>> next(undeclared_durations({}, ["Attendre 2 jours."])).place
    'délais'
    >>> list(undeclared_durations({"deadlines": [{}]}, ["Attendre 2 jours."]))
    []
    """
    typed = {found for text in texts for found in WRITTEN_DURATION.findall(text)}
    if typed and not record.get("deadlines"):
        told = ", ".join(sorted(typed))
        message = f"« {told} » est écrit mais aucun délai n'est déclaré."
        yield Advice("délais", message)


def dead_ends(record: dict[str, Any]) -> Iterator[Advice]:
    """Solutions that say nothing of what comes when they fail."""
    for line in record.get("remedies", []):
        if not line.get("next") and line["kind"] == "fix":
            yield Advice(f"solution « {line['key']} »", "dire la suite si elle échoue.")
