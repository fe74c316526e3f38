"""Snapshot: every current edition, immutable, in memory; what readers read. Knows
neither the file it comes from nor the database."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from content.models import Published, PublishedPage
from content.records import schema
from content.snapshot.current_names import current_name, follow
from content.snapshot.entries import (
    Entry,
    Retired,
    read_alert,
    read_entry,
    read_moment,
    read_news,
)
from content.snapshot.formats import current_format
from content.snapshot.rendering import present
from content.text import block_diff

Derived = TypeVar("Derived")
Full = TypeVar("Full", bound=Published)


class Snapshot:
    """Every current edition, whole. Raises SnapshotFormatError, KeyError, TypeError or
    ValueError for data that is none."""

    def __init__(self, data: dict[str, Any]) -> None:
        # a file of the release before is read, so that an upgrade serves at once
        data = current_format(data)
        self.number: int = data["number"]
        self.made_at = read_moment(data["made_at"])
        entries = [read_entry(edition) for edition in data["editions"]]
        self.alerts = [read_alert(alert) for alert in data["alerts"]]
        if lead := current_name(entries):
            entries = [follow(entry, lead) for entry in entries]
            for alert in self.alerts:
                alert["pages"] = [lead(page) for page in alert["pages"]]
        self.sections = {e.slug: e for e in entries if e.kind == "section"}
        self.terms = {e.slug: e for e in entries if e.kind == "term"}
        self.synonyms = [e for e in entries if e.kind == "synonym"]
        self.sources = {e.slug: e for e in entries if e.kind == "source"}
        self.languages = [e for e in entries if e.kind == "language"]
        self.pages = {
            e.slug: e for e in entries if e.kind not in schema.non_page_kinds()
        }
        self.aliases = {a: e for e in entries for a in e.record.get("aliases", [])}
        self.retired = {
            r["slug"]: Retired(r["title"], r["section"], read_moment(r["at"]))
            for r in data["retired"]
        }
        self.news = [read_news(line) for line in data["news"]]
        self.numbers = {line["slug"]: line["number"] for line in data["ledger"]}
        self.keys = {line["slug"]: line["keys"] for line in data["ledger"]}
        self._derived: dict[Callable[[Snapshot], Any], Any] = {}
        self.kept: dict[tuple[Any, ...], str] = {}  # rendered, see fragments.py
        self._full: dict[tuple[str, str], Published] = {}

    def entry(self, slug: str) -> Entry | None:
        """The page or section of that slug, whatever its kind."""
        return self.pages.get(slug) or self.sections.get(slug)

    def alerts_of(self, slug: str) -> list[dict[str, Any]]:
        """The service notices of a page, those of the whole site left out."""
        return [a for a in self.alerts if slug in a["pages"] and not a["everywhere"]]

    def named(self, slugs: list[str]) -> list[Entry]:
        """The entries of these slugs that are published, in that order."""
        return [entry for entry in map(self.entry, slugs) if entry]

    def of_kind(self, kind: str) -> list[Entry]:
        return [page for page in self.pages.values() if page.kind == kind]

    def groups(self, section: str) -> list[Entry]:
        """The groups of a rubrique, in order."""
        return [s for s in self.sections.values() if s.record.get("parent") == section]

    def under(self, section: str) -> list[Entry]:
        """The pages that stand right under a section, in order."""
        return [page for page in self.pages.values() if page.section == section]

    def root(self, section: str) -> Entry | None:
        """The rubrique of a section, itself when it is one."""
        found = self.sections.get(section)
        parent = found.record.get("parent") if found else None
        return self.sections.get(parent, found) if parent else found

    def full(self, entry: Entry, expected: type[Full] = Published) -> Full:  # type: ignore[assignment]
        """The whole page, every field present, its prose ready; made once. Of the
        class that its kind has in `PUBLISHED`, `expected` to be one."""
        key = entry.kind, entry.slug
        if key not in self._full:
            self._full[key] = self._present(entry)
        page = self._full[key]
        assert isinstance(page, expected)
        return page

    def _present(self, entry: Entry) -> Published:
        model = schema.kinds()[entry.kind]
        page = present(model, entry.record, self.derived(term_links))
        former = _former(page.get("moved", {}))
        for _, line in block_diff.blocks(page).values():
            line["former"] = former.get(line["key"], [])
        if checked := page.get("checked_on"):
            page["checked_on"] = datetime.date.fromisoformat(checked)
        added: dict[str, Any] = {
            "edition": entry.edition,
            "published_at": entry.published_at,
        }
        if issubclass(model.PUBLISHED, PublishedPage):
            added["changed_on"] = entry.changed_on
        return model.PUBLISHED(kind=entry.kind, **added, **page)

    def derived(self, make: Callable[["Snapshot"], Derived]) -> Derived:
        """What `make` computes from this snapshot, once for its whole life."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return self._derived[make]

    def derive_as(self, other: "Snapshot") -> None:
        """Computes beforehand all that was computed from another snapshot."""
        for make in list(other._derived):
            self.derived(make)


def term_links(snapshot: Snapshot) -> dict[str, str]:
    """The words that pages link to the lexique, with their address."""
    return {
        word: entry.address
        for entry in snapshot.terms.values()
        for word in entry.record.get("marks", [])
    }


def _former(moved: dict[str, str]) -> dict[str, list[str]]:
    """The former keys of each key; those of nothing under the empty key."""
    found: dict[str, list[str]] = {}
    for old, new in moved.items():
        found.setdefault(new, []).append(old)
    return found
