"""Entries: what lists show of each published record, of its past and of what is
gone, read from the lines of a snapshot."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from content.records import schema
from content.records.guide_words import guide_words
from content.text import block_diff
from content.text.markup import to_html, typography


class Past(NamedTuple):
    """An edition of a page, without its text; `publication` counts all pages."""

    number: int
    publication: int
    on: datetime.datetime
    note: str


class News(NamedTuple):
    """A publication: the first edition of a page is new, the others change it."""

    slug: str
    edition: int
    on: datetime.datetime
    note: str
    withdrawn: bool


@dataclass(frozen=True)
class Entry:
    """One published record as lists show it; `edition` counts from 1."""

    kind: str
    slug: str
    edition: int
    published_at: datetime.datetime
    record: dict[str, Any]
    address: str
    changes: block_diff.Changes
    history: list[Past]  # oldest first

    @cached_property
    def title(self) -> str:
        record = self.record
        return typography(record.get("title") or record.get("term") or record["slug"])

    @cached_property
    def summary(self) -> str:
        return typography(self.record.get("summary", ""))

    @property
    def section(self) -> str:
        return self.record.get("section", "")

    @property
    def changed_on(self) -> datetime.date | None:
        """The day of the last change that readers read; None when nothing did."""
        last = max((number for number, _ in self.changes.values()), default=0)
        found = [past.on for past in self.history if past.number == last]
        return found[0].date() if found else None

    def edition_at(self, publication: int) -> int:
        """The edition in force at a publication of the whole guide; 0 before all."""
        past = [p.number for p in self.history if p.publication <= publication]
        return past[-1] if past else 0


class Retired(NamedTuple):
    """A page that was published and is no more."""

    title: str
    section: str
    on: datetime.datetime


def read_news(line: dict[str, Any]) -> News:
    """A publication, from its line."""
    at = read_moment(line["at"])
    return News(line["slug"], line["number"], at, line["note"], line["gone"])


def read_alert(alert: dict[str, Any]) -> dict[str, Any]:
    """A service notice, its text made HTML, its end a moment."""
    until = read_moment(alert["until"])
    return alert | {"html": SafeString(to_html(alert["text"])), "until": until}


def read_entry(edition: dict[str, Any]) -> Entry:
    """A published record, from its edition; the guide's words alone when its page is
    told to show no more."""
    kind, record = edition["kind"], edition["record"]
    if record.get("guide_only"):
        record = guide_words(schema.kinds()[kind], record)
    address = schema.kinds()[kind].address_of(record)
    at = read_moment(edition["at"])
    history = [
        Past(p["number"], p["publication"], read_moment(p["at"]), p["note"])
        for p in edition["history"]
    ]
    number, slug, changed = edition["number"], record["slug"], edition["changes"]
    return Entry(kind, slug, number, at, record, address, changed, history)


def read_moment(text: str) -> datetime.datetime:
    """A moment, from its ISO form, offset included."""
    return datetime.datetime.fromisoformat(text)
