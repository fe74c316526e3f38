"""Links between pages: the next page of a step, the problems and the contacts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from content.fields import REFERENCE
from content.models import PublishedSource
from content.records.schema import kinds
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from procedures.models import PublishedResource

PHONE = "telephone-3646"
DEAF = "telephone-savoir-personne-sourde-malentendante"  # the complement that tells it


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
    """A way to reach the CPAM; `post` is an address to write out, line by line, and
    `sources` who says so, when it is not the guide."""

    slug: str
    title: str
    address: str
    summary: str
    post: list[str]
    sources: list[PublishedSource]


def the_contacts(
    snapshot: Snapshot, access: str = "", guide_only: bool = False
) -> list[ContactWay]:
    """The ways to reach the CPAM, by what the person can do: who cannot log in is not
    sent to what stands behind the log-in, and is told the phone first; beside the
    phone stands the door of who does not hear."""
    entries = [e for e in snapshot.under("contacts") if e.kind == "resource"]
    ways = [snapshot.full(entry, PublishedResource) for entry in entries]
    if access:
        ways = [way for way in ways if not way.needs_account]
        ways.sort(key=lambda way: not way.phone)
    found = []
    for way in ways:
        post = way.address.splitlines()
        address = f"/contacts/#{way.slug}"
        found.append(ContactWay(way.slug, way.title, address, way.summary, post, []))
        if way.phone and not guide_only:
            found += [deaf_door(snapshot, li) for li in way.how_to if li["key"] == DEAF]
    return found


def deaf_door(snapshot: Snapshot, line: dict[str, Any]) -> ContactWay:
    """The way of who cannot hear a phone, from the complement that tells it."""
    known = [snapshot.sources[s] for s in line["sources"] if s in snapshot.sources]
    sources = [snapshot.full(entry, PublishedSource) for entry in known]
    written = [s.url.removeprefix("https://").rstrip("/") for s in sources[-1:]]
    who, _, what = str(line["text"]).partition(" : ")
    return ContactWay(
        "personne-sourde", who, f"/contacts/#{DEAF}", what, written, sources[:1]
    )


def situations(snapshot: Snapshot) -> list[tuple[str, list[ContactWay]]]:
    """The doors to knock at, by what the person can do."""
    every = the_contacts(snapshot)
    open_to_all = the_contacts(snapshot, access="dehors")
    shut = [way for way in every if way not in open_to_all]
    deaf = [way for way in every if way.slug == "personne-sourde"]
    spoken = [PHONE, *(way.slug for way in deaf)]
    found = [
        ("Elle ne peut pas se connecter", [w for w in open_to_all if w not in deaf]),
        ("Elle peut ouvrir son compte", shut),
        ("Elle n'entend pas, ou entend mal", deaf),
        ("Elle n'a pas de téléphone", [w for w in every if w.slug not in spoken]),
    ]
    return [(words, ways) for words, ways in found if ways]


def tools_of(entry: Entry) -> list[str]:
    """The addresses of the tools of a page: its verification, its calculators."""
    checks = [check_address(entry)] if entry.record.get("checks") else []
    deadlines = entry.record.get("deadlines", [])
    return checks + [deadline_address(entry, line["key"]) for line in deadlines]
