"""Searches that found no good page: counted by their words alone in the worker's
memory, written from there, kept from three occurrences, forgotten after a year."""

import threading
from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from content.operations.redaction import without_personal
from guide_portal.models import FailedSearch
from guide_portal.search.engine.analysis import content_words, tokens

FEWEST = 3
WRITE_INTERVAL = 60.0  # seconds
MAX_WORDS_IN_MEMORY = 5000
_lock = threading.Lock()
_counted: Counter[str] = Counter()


def count_search(query: str) -> None:
    """Counts a failed search; the visitor is not known here."""
    found = " ".join(content_words(tokens(without_personal(query)))[:8])[:120]
    with _lock:
        if found and (found in _counted or len(_counted) < MAX_WORDS_IN_MEMORY):
            _counted[found] += 1


def write_counts() -> int:
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
