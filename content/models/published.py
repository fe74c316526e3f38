"""A page ready to be read, typed: what `snapshot.full()` gives. The fields of each kind
stand beside its model and are its RECORD: their names, in order, with their types."""

import datetime
import inspect
from dataclasses import dataclass
from typing import Any

from content.text.markup import Prose

PublishedLine = dict[str, Any]  # a line of a page, every field of its model present


@dataclass(frozen=True, kw_only=True)
class Published:
    """What the snapshot adds to every record."""

    kind: str
    edition: int
    published_at: datetime.datetime

    def structured_data(self) -> list[dict[str, Any]]:
        """What search engines are told of this page, by schema.org."""
        return []


@dataclass(frozen=True, kw_only=True)
class PublishedPage(Published):
    """What every kind of page has."""

    slug: str
    title: str
    summary: str
    moved: dict[str, str]
    checked_on: datetime.date | None
    checked_by: str = ""
    changed_on: datetime.date | None = None  # the last change that readers read

    @property
    def confirmed(self) -> bool:
        """Whether a service of the CPAM confirmed the page as it now stands."""
        if not self.checked_on or not self.checked_by:
            return False
        return self.changed_on is None or self.changed_on <= self.checked_on

    @property
    def doubtful(self) -> list[str]:
        """The keys of the lines that the CPAM has still to confirm."""
        lines = (v for v in vars(self).values() if isinstance(v, list))
        return [x["key"] for v in lines for x in v if is_doubtful(x)]


def is_doubtful(line: Any) -> bool:
    """Whether a line waits for the CPAM's word."""
    return isinstance(line, dict) and bool(line.get("verify"))


def record_names(published: type[Published]) -> tuple[str, ...]:
    """The names of a record: what a kind declares itself, in order.

    >>> record_names(PublishedPage)
    ('slug', 'title', 'summary', 'moved', 'checked_on', 'checked_by', 'changed_on')
    """
    return tuple(inspect.get_annotations(published))


__all__ = ["Prose", "Published", "PublishedLine", "PublishedPage", "record_names"]
