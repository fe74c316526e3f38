"""What an attack may leave behind it: what the desk must still hear of readers who come
after. Each says what is gone, in a few words; nothing when all is there."""

import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

from bench.attack.desk import Browser
from tests.support.portal import PASSWORD

WORDS = "zorglub rouille"
MANY = 40  # the counts of two workers are apart
WRITTEN_WITHIN = 70  # seconds: a worker writes what it counted each minute
LIST = "/gestion/guide_portal/failedsearch/"


def nothing(port: int) -> str:
    return ""


def searches(port: int) -> str:
    """Whether a search that many readers make in vain is told to the desk."""
    for turn in range(MANY):
        Browser(port, f"127.50.0.{1 + turn}").ask(
            "GET", f"/recherche/?q={quote(WORDS)}"
        )
    desk = Browser(port, "127.50.1.1")
    desk.sign_in("e0", PASSWORD)
    end = time.monotonic() + WRITTEN_WITHIN
    while time.monotonic() < end:
        if WORDS in desk.ask("GET", LIST)[1]:
            return ""
        time.sleep(2)
    return "après : recherches oubliées"


def opinions(port: int) -> str:
    """Whether the opinion of somebody else is taken."""
    said = urlencode({"page": "payer-creance", "utile": "oui", "texte": "clair"})
    status, page = Browser(port, "127.50.2.1").ask("POST", "/avis/", said.encode())
    return (
        "" if status == 200 and "Merci" in page else f"après : avis refusé ({status})"
    )


LEFT: dict[str, Callable[[int], str]] = {"odd_searches": searches, "feedback": opinions}
