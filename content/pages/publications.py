"""What was published, as readers are told: every publication, or real changes alone."""

from collections import Counter
from typing import NamedTuple

from django.utils.timezone import localtime

from content.snapshot.entries import News
from content.snapshot.model import Snapshot

MANY_NEW_PAGES = 10  # first editions of one day: beyond, they are counted, not listed


class Item(NamedTuple):
    """A publication ready to be told."""

    news: News
    title: str
    url: str

    @property
    def what(self) -> str:
        if self.news.withdrawn:
            return "Fiche retirée"
        return "Nouvelle fiche" if self.news.edition == 1 else "Fiche mise à jour"


def items(snapshot: Snapshot) -> list[Item]:
    """The latest publications, newest first."""
    found = []
    for news in snapshot.news:
        entry = snapshot.pages.get(news.slug) or snapshot.aliases.get(news.slug)
        gone = snapshot.retired.get(news.slug)
        title = gone.title if gone else entry.title if entry else ""
        if title:
            found.append(Item(news, title, entry.address if entry else ""))
    return found


def real_changes(snapshot: Snapshot) -> list[Item]:
    """The items that tell a reader something: pages that came or went after the
    opening, and editions that changed what is read."""
    found = items(snapshot)
    opened = Counter(localtime(i.news.on).date() for i in found if i.news.edition == 1)
    return [
        item
        for item in found
        if (
            opened[localtime(item.news.on).date()] <= MANY_NEW_PAGES
            if item.news.edition == 1
            else item.news.withdrawn or _tells(snapshot, item.news)
        )
    ]


def _tells(snapshot: Snapshot, news: News) -> bool:
    """Whether an edition has a note, or was the last to change some block."""
    entry = snapshot.pages.get(news.slug)
    changed = entry.changes.values() if entry else ()
    return bool(news.note) or any(number == news.edition for number, _ in changed)
