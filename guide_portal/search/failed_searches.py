"""Searches that failed: those that found no good page, and those whose results were
left at once for another search. Counted by their words alone, without any visitor, in
the worker's memory; written from there, kept from three occurrences, forgotten after a
year."""

import threading
from collections import Counter
from urllib.parse import parse_qs

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from content.operations.redaction import without_personal
from content.text.addresses import parts_of
from guide_portal.models import FailedSearch
from guide_portal.search.engine.analysis import content_words, tokens

FEWEST = 3
WRITE_INTERVAL = 60.0  # seconds
GENERATION = 2500  # words: two generations of them stay in memory, never more
SAME = 3  # letters at the start from which a search is the same one, still being typed


class BoundedCounter:
    """Counts of words in two generations: when the new one is full, what was not
    searched since the last time is forgotten. New words always find a place."""

    def __init__(self) -> None:
        self.new: Counter[str] = Counter()
        self.old: Counter[str] = Counter()

    def add(self, words: str) -> None:
        self.new[words] += 1 + self.old.pop(words, 0)
        if len(self.new) >= GENERATION:
            self.old, self.new = self.new, Counter()

    def often(self) -> dict[str, int]:
        """Those met often enough to be written."""
        return {w: n for w, n in (self.new + self.old).items() if n >= FEWEST}

    def take(self, written: dict[str, int]) -> None:
        """Leaves out what was written."""
        for words, number in written.items():
            for counts in (self.new, self.old):
                taken = min(counts[words], number)
                counts[words] -= taken
                number -= taken
                if not counts[words]:
                    del counts[words]

    def clear(self) -> None:
        self.new.clear()
        self.old.clear()


_lock = threading.Lock()
unanswered = BoundedCounter()  # no good page was found
left = BoundedCounter()  # the results were left for another search


def searched_words(query: str) -> str:
    """The words of a query that tell something, nothing personal among them."""
    return " ".join(content_words(tokens(without_personal(query)))[:8])[:120]


def count_search(query: str, answered: bool, before: str = "") -> None:
    """Counts a search once it was made: whether it found a page, and the search that
    it follows at once."""
    words, former = searched_words(query), searched_words(before)
    with _lock:
        if words and not answered:
            unanswered.add(words)
        if former and words and not _same(former, words):
            left.add(former)


def _same(one: str, other: str) -> bool:
    """Whether two searches are one that is being typed or mended."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or short[:SAME] == long[:SAME]


def search_left(referer: str, host: str) -> str:
    """The query of the results page that a search was made from; the browser says
    where it comes from, nobody is followed."""
    came_from = parts_of(referer)
    if came_from.path != "/recherche/" or came_from.netloc not in ("", host):
        return ""
    return parse_qs(came_from.query).get("q", [""])[0][:200]


def write_counts() -> int:
    """Writes what was searched often enough; the
    number of words written. Raises django.db.Error when the database is away: the
    counts then stay in memory."""
    with _lock:
        counted = {"count": unanswered.often(), "left": left.often()}
    month = timezone.localdate().replace(day=1)
    with transaction.atomic():
        for column, often in counted.items():
            for words, number in often.items():
                row, _ = FailedSearch.objects.get_or_create(words=words, month=month)
                rows = FailedSearch.objects.filter(pk=row.pk)
                rows.update(**{column: F(column) + number})
    with _lock:
        unanswered.take(counted["count"])
        left.take(counted["left"])
    return sum(map(len, counted.values()))
