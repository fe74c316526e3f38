"""What readers read: every current edition, immutable, in memory. Knows neither the
file it comes from nor the database."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from content import records
from content.presentation import present
from content.prose import typography

Derived = TypeVar("Derived")


@dataclass(frozen=True)
class Entry:
    """One published record as lists show it; `edition` counts from 1."""

    kind: str
    slug: str
    edition: int
    published_at: datetime.datetime
    record: dict[str, Any]
    address: str

    @cached_property
    def title(self) -> str:
        return typography(self.record.get("title") or self.record.get("term", ""))

    @cached_property
    def summary(self) -> str:
        return typography(self.record.get("summary", ""))

    @property
    def section(self) -> str:
        return self.record.get("section", "")


class Retired(NamedTuple):
    """A page that was published and is no more."""

    title: str
    section: str
    on: datetime.datetime


class Snapshot:
    """Every current edition, whole."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.number: int = data["number"]
        self.made_at = _moment(data["made_at"])
        entries = [_entry(edition) for edition in data["editions"]]
        self.sections = {e.slug: e for e in entries if e.kind == "section"}
        self.terms = {e.slug: e for e in entries if e.kind == "term"}
        self.synonyms = [e for e in entries if e.kind == "synonym"]
        beside = ("section", "term", "synonym")
        self.pages = {e.slug: e for e in entries if e.kind not in beside}
        self.aliases = {a: e for e in entries for a in e.record.get("aliases", [])}
        self.retired = {
            slug: Retired(title, section, _moment(on))
            for slug, title, section, on in data["retired"]
        }
        self._derived: dict[Callable[[Snapshot], Any], Any] = {}
        self.kept: dict[tuple[Any, ...], bytes] = {}  # rendered, see fragments.py
        self._full: dict[tuple[str, str], dict[str, Any]] = {}

    def entry(self, slug: str) -> Entry | None:
        """The page or section of that slug, whatever its kind."""
        return self.pages.get(slug) or self.sections.get(slug)

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

    def full(self, entry: Entry) -> dict[str, Any]:
        """The whole page, every field present, its prose ready; made once."""
        key = entry.kind, entry.slug
        if key not in self._full:
            self._full[key] = self._present(entry)
        return self._full[key]

    def _present(self, entry: Entry) -> dict[str, Any]:
        model = records.kinds()[entry.kind]
        page = present(model, entry.record, self.derived(term_links))
        checked = page.get("checked_on")
        return page | {
            "kind": entry.kind,
            "edition": entry.edition,
            "published_at": entry.published_at,
            "checked_on": datetime.date.fromisoformat(checked) if checked else None,
        }

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


def _entry(edition: dict[str, Any]) -> Entry:
    kind, record = edition["kind"], edition["record"]
    address = records.kinds()[kind].address_of(record)
    at = _moment(edition["at"])
    return Entry(kind, record["slug"], edition["number"], at, record, address)


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
