"""Links between pages: the next page of a step, the problems and the contacts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from content.fields import REFERENCE
from content.records.schema import kinds
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from procedures.models import PublishedResource


def target(snapshot: Snapshot, entry: Entry, reference: str) -> dict[str, str] | None:
    """The title and address of a reference made on a page, None when it is gone."""
    slug, _, key = reference.partition("#")
    if not reference or not REFERENCE.fullmatch(reference):
        return None
    if slug.startswith("/"):
        return {"title": "Voir cette page", "url": reference}
    found = snapshot.entry(slug) if slug else entry
    if not found:
        return None
    if not key:
        return {"title": found.title, "url": found.address}
    if any(line["key"] == key for line in found.record.get("deadlines", [])):
        return {"title": "Calculer la date", "url": deadline_address(found, key)}
    return {
        "title": kinds()[found.kind].ANCHORS.get(key, "Voir sur la fiche"),
        "url": f"{found.address}#{key}",
    }


def tool_base(entry: Entry) -> str:
    """Under which address the tools of a page stand."""
    return f"/contacts/{entry.slug}/" if entry.kind == "resource" else entry.address


def check_address(entry: Entry) -> str:
    return tool_base(entry) + "verifier/"


def deadline_address(entry: Entry, key: str) -> str:
    return f"{tool_base(entry)}delais/{key}/"


def tool_addresses(snapshot: Snapshot, entry: Entry) -> Iterator[str]:
    """Every tool of a page."""
    if entry.record.get("checks"):
        yield check_address(entry)
    for deadline in entry.record.get("deadlines", []):
        yield deadline_address(entry, deadline["key"])


def next_link(snapshot: Snapshot, entry: Entry, line: dict[str, Any]) -> dict[str, Any]:
    """The line with the link of its `next`."""
    return line | {"link": target(snapshot, entry, line["next"])}


def related_troubles(snapshot: Snapshot, slug: str) -> list[Entry]:
    """The problems that name this démarche, and those it names."""
    related = snapshot.pages[slug].record.get("related", [])
    return [
        page
        for page in snapshot.pages.values()
        if page.kind == "trouble"
        and (slug in page.record.get("procedures", []) or page.slug in related)
    ]


class ContactWay(NamedTuple):
    """A way to reach the CPAM; `post` is a postal address, line by line, `deaf` what
    is there for who does not hear."""

    slug: str
    title: str
    address: str
    summary: str
    post: list[str]
    deaf: Any


def the_contacts(snapshot: Snapshot, access: str = "") -> list[ContactWay]:
    """The ways to reach the CPAM, by what the person can do: who cannot log in is not
    sent to what stands behind the log-in, and is told the phone first."""
    entries = [e for e in snapshot.under("contacts") if e.kind == "resource"]
    ways = [snapshot.full(entry, PublishedResource) for entry in entries]
    if access:
        ways = [way for way in ways if not way.needs_account]
        ways.sort(key=lambda way: not way.phone)
    return [
        ContactWay(
            way.slug,
            way.title,
            f"/contacts/#{way.slug}",
            way.summary,
            way.address.splitlines(),
            next((n for n in way.notices if n["key"] == "personne-sourde"), None),
        )
        for way in ways
    ]


def tools_of(entry: Entry) -> list[str]:
    """The addresses of the tools of a page: its verification, its calculators."""
    checks = [check_address(entry)] if entry.record.get("checks") else []
    deadlines = entry.record.get("deadlines", [])
    return checks + [deadline_address(entry, line["key"]) for line in deadlines]
