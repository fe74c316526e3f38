"""Redaction: texts without what could name a person. Pure."""

import re

PERSONAL = re.compile(
    r"\S+@\S+"  # an e-mail
    r"|(?:\+|\b0)\d(?:[ .-]?\d\d){3,}"  # a phone number
    r"|\d(?:[ .-]?[\dABab]){5,}"  # a NIR, or six digits and more
)


def without_personal(text: str) -> str:
    """The text without what looks like a number or an address of a person."""
    return PERSONAL.sub(" ", text)
