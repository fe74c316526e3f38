"""Channels, three-state: never a « yes » drawn from its silence; and steps
that differ by channel, brought together. Pure."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, NamedTuple

CHANNEL_LABELS = {
    "web": "Site web",
    "app": "Appli",
    "phone": "Téléphone",
    "agency": "Agence",
    "post": "Courrier",
}


class Badge(NamedTuple):
    """One thing to know about the channel; `state` is yes, no or unknown."""

    label: str
    icon: str
    state: str


class Phase(NamedTuple):
    """A part of a procedure; its steps are lists of variants, one per channel."""

    title: str
    steps: list[list[dict[str, Any]]]


class Channels(NamedTuple):
    """Where a page can be done: yes, no, or None when the guide says nothing."""

    web: bool | None = None
    app: bool | None = None
    smartphone_only: bool = False

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Channels":
        """Those of a record, of which any field may be missing."""
        return cls(
            *(record.get(name, cls._field_defaults[name]) for name in cls._fields)
        )


def badges(channels: Channels) -> list[Badge]:
    """The badges of a page from its three-state `web` and `app`."""
    # None is neither yes nor no: the guide is silent, and so is the badge
    web, app, smartphone_only = channels
    if smartphone_only:
        return [Badge("Smartphone uniquement", "phone", "yes")]
    if web and app is False:
        return [
            Badge("Site web uniquement", "screen", "yes"),
            Badge("Pas sur l'appli", "phone", "no"),
        ]
    if app and web is False:
        return [
            Badge("Appli uniquement", "phone", "yes"),
            Badge("Pas sur le site web", "screen", "no"),
        ]
    found = []
    if web:
        found.append(Badge("Site web", "screen", "yes"))
    if app:
        found.append(Badge("Appli", "phone", "yes"))
    if web and app is None:
        found.append(Badge("Appli\u00a0: le guide ne le dit pas", "phone", "unknown"))
    return found or [
        Badge("Site web ou appli\u00a0: le guide ne précise pas", "screen", "unknown")
    ]


def phases(steps: list[dict[str, Any]]) -> list[Phase]:
    """The steps by phase; neighbours that each name a channel are variants of one."""
    return [
        Phase(title, _variants(list(group)))
        for title, group in groupby(steps, key=lambda step: step["phase"])
    ]


def _variants(steps: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    numbered: list[list[dict[str, Any]]] = []
    for step in steps:
        told = named(step)
        beside = numbered and numbered[-1][-1]["channel"] and step["channel"]
        if beside and step["channel"] not in {s["channel"] for s in numbered[-1]}:
            numbered[-1].append(told)
        else:
            numbered.append([told])
    return numbered


def named(step: dict[str, Any]) -> dict[str, Any]:
    """The step with the words of its channel; a line without one has none."""
    return step | {"channel_label": CHANNEL_LABELS.get(step.get("channel", ""), "")}


def stated(channels: Channels) -> list[Badge]:
    """The badges of a page that need not have any: none when the guide says nothing."""
    said = channels.web is not None or channels.app is not None
    return badges(channels) if said else []


class Reach(NamedTuple):
    """Whether a page can be done with what the person has; three honest answers."""

    verdict: str
    text: str


MEANS = {"web": "J'ai un navigateur web", "appli": "J'ai l'appli seulement"}


def reach(channels: Channels, means: str) -> Reach | None:
    """What the guide says of a page for someone who has `web` or `appli`; None for
    other means. The web opens on a phone too: « web » is not « computer »."""
    if means not in MEANS:
        return None
    web, app, _ = channels
    if web is None and app is None:
        return Reach("verifier", "Le guide ne précise pas de restriction.")
    if means == "appli" and app is False:
        advice = "ouvrir ameli.fr dans le navigateur, même sur un téléphone."
        return Reach("bloque", f"Uniquement sur le web\u00a0: {advice}")
    if means == "web" and web is False:
        return Reach("bloque", "Uniquement sur l'application\u00a0: installer l'appli.")
    if means == "appli" and app is None:
        return Reach("verifier", "Le guide ne cite que le compte ameli web.")
    return Reach("ok", "Possible.")
