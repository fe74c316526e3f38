"""Outcomes of eligibility tables as the page shows them: heading, motives with their
next steps, messages ready to be sent."""

from typing import Any

from content.models import PublishedLine
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.text.markup import typography
from procedures.models import BLOCK_ANCHORS, PublishedFiche
from procedures.page_links import target
from procedures.rules.chains import DECIDED, PASSED, WAITING, Turn
from procedures.rules.eligibility import BLOCKED, CHECK, OK, OPEN
from procedures.rules.messages import fitting_messages, with_tries

CHECK_HEADINGS = {
    "ok": "Possible d'après le guide",
    "bloque": "Pas possible ainsi : voici la suite",
    "verifier": "À vérifier",
    "en-cours": "Répondez aux questions",
}
STATE_HEADINGS = {
    WAITING: "Cette partie vient ensuite, selon les réponses",
    PASSED: "La réponse est dans la partie suivante",
}


def decision(snapshot: Snapshot, entry: Entry, turn: Turn) -> dict[str, Any]:
    """What a table has decided, and why; nothing yet of one that still asks."""
    if turn.state != DECIDED:
        said = {"verdict": OPEN, "tone": OPEN, "motives": [], "reasons": []}
        return said | {"decided": False}
    return {
        "decided": True,
        "verdict": turn.outcome.verdict,
        "tone": turn.outcome.tone or turn.outcome.verdict,
        "motives": motives_of(snapshot, entry, turn),
        "reasons": turn.outcome.reasons,
    }


def ready_messages(
    page: PublishedFiche, turn: Turn, answers: dict[str, str]
) -> list[PublishedLine]:
    """The messages to send when a table stops there."""
    check, state, outcome = turn
    if state != DECIDED or outcome.verdict != BLOCKED:
        return []
    found = fitting_messages(page.messages, check["key"], outcome.rule, answers)
    return with_tries(found, [])


def heading(turn: Turn) -> str:
    """The words of the outcome: the rule's own, else those of its verdict."""
    if turn.state in STATE_HEADINGS:
        return STATE_HEADINGS[turn.state]
    return typography(turn.outcome.said or CHECK_HEADINGS[turn.outcome.verdict])


def motives_of(snapshot: Snapshot, entry: Entry, turn: Turn) -> list[dict[str, Any]]:
    """Why, each with its next steps, and who says so."""
    found = [
        motive._asdict()
        | {"links": [link for n in motive.next if (link := target(snapshot, entry, n))]}
        for motive in turn.outcome.motives
        if motive.text or turn.outcome.verdict == CHECK
    ]
    told = any(m["links"] or m["next_text"] for m in found)
    if found and turn.outcome.verdict == OK and not told:
        found[-1]["links"] = [how_to_go_on(entry)]
    return found


def how_to_go_on(entry: Entry) -> dict[str, str]:
    """Where the page says how, for who may."""
    for name, anchor in (("steps", "etapes"), ("how_to", "comment-faire")):
        if entry.record.get(name):
            title = typography(f"{BLOCK_ANCHORS[anchor]} : {entry.title}")
            return {"title": title, "url": f"{entry.address}#{anchor}"}
    return {"title": entry.title, "url": entry.address}
