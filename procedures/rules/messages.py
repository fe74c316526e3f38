"""Messages ready to be sent: which of a page fit a verdict; what they say of what was
tried. Pure."""

from collections.abc import Mapping
from typing import Any

TRIED = "[ce qui a été essayé]"  # a line of a body, replaced by what was ticked
CALL = f"""Bonjour, je suis [prénom de l'aidant].
J'aide [prénom et nom de la personne].
Cette personne est à côté de moi et elle est d'accord.
{{symptom}}
L'écran affiche : [message affiché].
{TRIED}
Que pouvons-nous faire ?
Elle peut vous parler pour confirmer qui elle est."""


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


def with_tries(
    messages: list[dict[str, Any]], tried: list[str]
) -> list[dict[str, Any]]:
    """The messages, saying what was really tried, and nothing of it otherwise.

    >>> letter = [{"body": f"Bonjour,\\n{TRIED}\\nMerci."}]
    >>> with_tries(letter, [])[0]["body"]
    'Bonjour,\\nMerci.'
    >>> with_tries(letter, ["changer de navigateur"])[0]["body"].splitlines()[1:3]
    ['Voici ce qui a déjà été essayé :', '- changer de navigateur']
    """
    told = "\n".join(["Voici ce qui a déjà été essayé :", *(f"- {t}" for t in tried)])
    return [
        message
        | {"body": message["body"].replace(f"{TRIED}\n", f"{told}\n" if tried else "")}
        for message in messages
    ]


def usual_call(symptom: str) -> dict[str, Any]:
    """What to say on the phone of a problem whose page has written nothing for it."""
    return {
        "key": "message-appel",
        "channel": "appel",
        "when": "Le problème dure, et la personne préfère téléphoner.",
        "to": "téléconseillers, 3646 (service gratuit + prix appel)",
        "subject": symptom.rstrip("."),
        "body": CALL.format(symptom=symptom),
        "documents": ["Carte Vitale, à garder sous la main"],
        "form": "",
        "former": [],
    }
