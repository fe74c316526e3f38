"""Who acts at a step: what only the owner of the account may do. Pure."""

import re

OWNER = "personne"
# typing or choosing a code, accepting conditions, using one's body
PERSONAL = re.compile(
    r"\b(?:tape[rz]|saisi[rs]\w*|choisi[rs]\w*|entre[rz]|indique[rz]|compose[rz])\b"
    r"[^.]*\b(?:code(?! postal)|mot de passe)\b"
    r"|\baccepte[rz]\b[^.]*\bconditions\b"
    r"|\b(?:empreintes?|biométri\w+|selfie|reconnaissance faciale|iris)\b",
    re.I,
)


def is_owners_alone(text: str) -> bool:
    """Whether a step can only be done by the person whose account it is.

    >>> is_owners_alone("Choisir un code confidentiel."), is_owners_alone("Lire.")
    (True, False)
    """
    return bool(PERSONAL.search(text.replace("**", "")))


def acting(text: str, who: str) -> str:
    """Who acts: what was written, else the person where nobody else may."""
    return who or (OWNER if is_owners_alone(text) else "")
