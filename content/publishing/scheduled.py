"""Editions to be: frozen, waiting for their hour beside what is written meanwhile."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from content.models import ScheduledEdition
from content.publishing import workflow
from content.publishing.audit import Person, log_action
from content.records import schema
from content.records.word_diff import compare

State = ScheduledEdition.State
OPEN = (State.WAITING, State.HELD)


def open_schedules() -> QuerySet[ScheduledEdition]:
    """Those that wait for their hour, and those that it could not release."""
    return ScheduledEdition.objects.filter(state__in=OPEN)


def schedule_of(kind: str, slug: str) -> ScheduledEdition | None:
    """What is scheduled for a text."""
    return open_schedules().filter(kind=kind, slug=slug).first()


def moment(at: datetime.datetime) -> str:
    """When a version leaves, as staff read it."""
    return f"{timezone.localtime(at):%d/%m/%Y à %H:%M}"


def drop_schedule(
    kind: str, slug: str, user: Person, why: str
) -> ScheduledEdition | None:
    """Cancels what is scheduled of a text, with a line of the journal; what it was.
    Inside a transaction."""
    waiting = schedule_of(kind, slug)
    if waiting:
        waiting.state = State.CANCELLED
        waiting.save(update_fields=["state"])
        about = workflow.draft_of(kind, slug) or waiting
        told = f"programmation du {moment(waiting.publish_at)} annulée. {why}"
        log_action(user, about, told.strip())
    return waiting


def carry_over(
    kind: str, slug: str, before: dict[str, Any] | None, after: dict[str, Any]
) -> str:
    """After a publication: what it corrected is corrected in the version scheduled too,
    wherever that one says nothing else; the sentence that says what was, and what was
    not. Inside a transaction."""
    waiting = schedule_of(kind, slug)
    if waiting is None:
        return ""
    record = merged(before, waiting.record, after) if before else waiting.record
    if record == after:
        waiting.state = State.PUBLISHED
    waiting.record = {name: record[name] for name in _order(kind, record)}
    waiting.save()
    return f" La version programmée de « {workflow.draft_of(kind, slug)} » " + (
        "disait la même chose : elle n'est plus prévue."
        if waiting.state == State.PUBLISHED
        else _told(waiting, before, after)
    )


def _told(
    waiting: ScheduledEdition, before: dict[str, Any] | None, after: dict[str, Any]
) -> str:
    """What becomes of a version scheduled, once a text was corrected online."""
    model = schema.kinds()[waiting.kind]
    corrected = [one.label for one in compare(model, before, after)]
    differ = {one.label for one in compare(model, waiting.record, after)}
    own = [label for label in corrected if label in differ]
    taken = [label for label in corrected if label not in differ] if before else []
    held = waiting.state == State.HELD
    told = "reste retenue" if held else "reste prévue"
    if not own:
        return f"{told}, avec cette correction."
    told += (
        f", avec cette correction pour : {_named(taken, own)}."
        if taken
        else (", sans cette correction.")
    )
    told += f" Elle garde son propre texte pour : {_named(own, taken)}. Pour l'y "
    return told + "corriger aussi, annulez la programmation, corrigez et reprogrammez."


def _named(labels: list[str], others: list[str]) -> str:
    """Fields and blocks as the desk names them: a block alone, when no other field of
    it is told elsewhere.

    >>> _named(["résumé", "étape « a », titre", "étape « a », texte"], [])
    'résumé ; étape « a »'
    >>> _named(["étape « a », titre"], ["étape « a », texte"])
    'étape « a », titre'
    """
    elsewhere = {_block(label) for label in others}
    named = (x if _block(x) in elsewhere else _block(x) for x in labels)
    return " ; ".join(dict.fromkeys(named))


def _block(label: str) -> str:
    block, ends, _ = label.partition(" »")
    return block + ends


def _order(kind: str, record: dict[str, Any]) -> list[str]:
    return [name for name in schema.kinds()[kind].RECORD if name in record]


def merged(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> dict[str, Any]:
    """The three-way merge of two texts made from one: theirs wherever mine is as it
    was, line by line where both have lines; mine where both changed.

    >>> merged({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    {'a': 2, 'b': 3}
    """
    found = {}
    for name in dict.fromkeys([*mine, *theirs]):
        old, ours, new = base.get(name), mine.get(name), theirs.get(name)
        value = new if ours == old else ours
        if ours != old and new != old and _is_lines(old, ours, new):
            value = _merged_lines(old, ours, new)
        if value is not None:
            found[name] = value
    return found


def _is_lines(*values: Any) -> bool:
    return all(
        isinstance(value, list)
        and all(isinstance(line, dict) and "key" in line for line in value)
        for value in values
    )


def _merged_lines(old: Any, ours: Any, new: Any) -> list[dict[str, Any]]:
    was = {line["key"]: line for line in old}
    theirs = {line["key"]: line for line in new}
    return [
        merged(was[line["key"]], line, theirs[line["key"]])
        if line["key"] in was and line["key"] in theirs
        else line
        for line in ours
    ]
