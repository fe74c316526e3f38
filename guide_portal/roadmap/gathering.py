"""What a list of fiches asks for, gathered: documents, deadlines, channels. Pure."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from procedures.rules.channels import Channels, phases


class Gathered(NamedTuple):
    """A line that several fiches may ask for; `titles` are theirs."""

    line: dict[str, Any]
    titles: list[str]
    done: bool


class Asked(NamedTuple):
    """A line that the fiche of this title asks for."""

    title: str
    line: dict[str, Any]
    done: bool


def gather(lines: Iterable[Asked]) -> list[Gathered]:
    """One list without repeats: « RIB » and « Coordonnées bancaires (RIB) » are the
    same; the longer words stay.

    >>> rib, longer = {"text": "RIB"}, {"text": "Coordonnées bancaires (RIB)"}
    >>> one, = gather([Asked("Compte", rib, True), Asked("Adresse", longer, False)])
    >>> one.line["text"], one.titles, one.done
    ('Coordonnées bancaires (RIB)', ['Compte', 'Adresse'], True)
    """
    found: list[tuple[set[str], Gathered]] = []
    for title, line, done in lines:
        names = _names(line["text"])
        same = next((i for i, (known, _) in enumerate(found) if known & names), None)
        if same is None:
            found.append((names, Gathered(line, [title], done)))
            continue
        known, before = found[same]
        longer = line if len(line["text"]) > len(before.line["text"]) else before.line
        # one box for all: it stands for the line of each fiche
        both = " ".join(one.get("tick", "") for one in (before.line, line)).strip()
        longer = longer | {"tick": both} if both else longer
        titles = list(dict.fromkeys([*before.titles, title]))
        found[same] = known | names, Gathered(longer, titles, done or before.done)
    return [gathered for _, gathered in found]


def _names(text: str) -> set[str]:
    """What a document may be called: its words, and those between parentheses."""
    plain = re.sub(r"[*.]|^(?:sa|son|votre|le|la|un|une)\b", "", text.casefold())
    inside = re.findall(r"\(([^()]*)\)", plain)
    outside = re.sub(r"\([^()]*\)", "", plain)
    return {" ".join(part.split()) for part in [outside, *inside] if part.strip()}


class Moment(NamedTuple):
    """What one does at a time: lines that are each another way (« ou »), and the title
    of their phase."""

    phase: str
    ways: list[dict[str, Any]]


def moments_of(lines: list[dict[str, Any]]) -> list[Moment]:
    """The steps of a fiche in order, those that differ by channel as ways of one."""
    if not all("phase" in line and "channel" in line for line in lines):
        return [Moment("", [line]) for line in lines]
    return [
        Moment(phase.title, ways) for phase in phases(lines) for ways in phase.steps
    ]


def obtained_in(document: dict[str, Any], moments: list[Moment]) -> int:
    """The place of the last moment that obtains a document, as the title of its phase
    says; -1 when one has it before.

    >>> ask = Moment("Demander un code provisoire", [])
    >>> obtained_in({"text": "Code provisoire (48 heures)"}, [ask])
    0
    """
    name = re.sub(r"\(.*", "", document["text"]).strip(" .*").casefold()
    places = [i for i, m in enumerate(moments) if name and name in m.phase.casefold()]
    return max(places, default=-1)


UNITS = {"M": 1, "H": 60, "D": 60 * 24, "months": 60 * 24 * 30}  # minutes


def minutes(duration: str) -> int:
    """About how long an ISO duration lasts, to compare them."""
    amount = int(re.sub(r"\D", "", duration))
    unit = duration[-1]
    return amount * UNITS["months" if unit == "M" and "T" not in duration else unit]


def by_urgency(deadlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The shortest first."""
    return sorted(deadlines, key=lambda line: minutes(line["duration"]))


def channels(pages: Iterable[Channels]) -> list[str]:
    """What one must have at hand, as far as the guide says."""
    listed = list(pages)
    web = sum(bool(p.web) and p.app is False for p in listed)
    app = sum(bool(p.app) and p.web is False for p in listed)
    phone = sum(p.smartphone_only for p in listed)
    told = (
        (web, "Il faudra un navigateur web pour {}."),
        (app, "Il faudra l'appli compte ameli pour {}."),
        (phone, "Il faudra un smartphone pour {}."),
    )
    return [
        sentence.format(f"{number} démarche{'s' if number > 1 else ''}")
        for number, sentence in told
        if number > 0
    ]
