"""Searches that found no good page: counted by their words alone in the worker's
memory, written from there, kept from three occurrences, forgotten after a year."""

import re
import threading
from collections import Counter

from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone

from guide_portal.french import kept, words
from guide_portal.models import FailedSearch
from guide_portal.retention import purge

FEWEST = 3
INTERVAL = 60.0  # seconds
MAX_WORDS_IN_MEMORY = 5000
PERSONAL = re.compile(
    r"\S+@\S+"  # an e-mail
    r"|(?:\+|\b0)\d(?:[ .-]?\d\d){3,}"  # a phone number
    r"|\d(?:[ .-]?[\dABab]){5,}"  # a NIR, or six digits and more
)
_lock = threading.Lock()
_counted: Counter[str] = Counter()


def without_personal(text: str) -> str:
    """The text without what looks like a number or an address of a person."""
    return PERSONAL.sub(" ", text)


def count(query: str) -> None:
    """Counts a failed search; the visitor is not known here."""
    found = " ".join(kept(words(without_personal(query)))[:8])[:120]
    with _lock:
        if found and (found in _counted or len(_counted) < MAX_WORDS_IN_MEMORY):
            _counted[found] += 1


def write() -> int:
    """Writes what was searched often enough; the
    number of words written. Raises django.db.Error when the database is away: the
    counts then stay in memory."""
    with _lock:
        often = {text: n for text, n in _counted.items() if n >= FEWEST}
    month = timezone.localdate().replace(day=1)
    with transaction.atomic():
        for text, number in often.items():
            row, _ = FailedSearch.objects.get_or_create(words=text, month=month)
            FailedSearch.objects.filter(pk=row.pk).update(count=F("count") + number)
    with _lock:
        for text in often:
            _counted[text] -= often[text]
            if not _counted[text]:
                del _counted[text]
    return len(often)


def start() -> threading.Thread:
    """Starts the thread that writes; it ends with the process."""
    thread = threading.Thread(target=_run, name="failed searches", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(INTERVAL):
        try:
            write()
            purge()
        except Error:
            connection.close()
