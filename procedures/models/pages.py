"""The démarches, and the contacts and links they end in."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from content.fields import AddressField, ListField, ProseField
from content.models import Page, Publishable, PublishedLine, Section
from content.models.published import Prose, record_names
from content.text.schema_org import how_to
from procedures.models.published import PublishedFiche
from procedures.rules import eligibility
from procedures.rules.advice import undeclared_durations

Section.OWN_PAGES["contacts"] = "/contacts/"
BLOCK_ANCHORS = {
    "documents": "Les documents",
    "etapes": "Les étapes",
    "conditions": "Les conditions",
    "delais": "Les délais",
}


def review_checks(record):
    """What is wrong with the eligibility tables of a page."""
    seen = set()
    for place, check in enumerate(record.get("checks", [])):
        for message in eligibility.review_check(check):
            yield "checks", place, message
        for question in check["questions"]:
            if question["key"] in seen:
                yield (
                    "checks",
                    place,
                    f"question « {question['key']} » posée deux fois.",
                )
            seen.add(question["key"])


@dataclass(frozen=True, kw_only=True)
class PublishedProcedure(PublishedFiche):
    """A démarche, ready to be read."""

    slug: str
    section: str | None
    title: str
    guide_title: str
    summary: str
    keywords: list[str]
    aliases: list[str]
    moved: dict[str, str]
    web: bool | None
    app: bool | None
    smartphone_only: bool
    video_announced: bool
    video_url: str
    seed: str
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    deadlines: list[PublishedLine]
    requirements: list[PublishedLine]
    steps: list[PublishedLine]
    notices: list[PublishedLine]
    checks: list[PublishedLine]
    related: list[str]

    @property
    def tasks(self) -> list[PublishedLine]:
        return self.steps

    def structured_data(self) -> list[dict[str, Any]]:
        if not self.steps:
            return []
        return [how_to(self.title, self.summary, [s["text"] for s in self.steps])]


class Procedure(Page):
    """A page of the rubriques creation, demarches and suivi."""

    KIND = "procedure"
    REVIEWS = (review_checks,)
    FILES = ("creation", "demarches", "suivi")
    ADDRESS = "/guide/{slug}/"
    ANCHORS = BLOCK_ANCHORS
    PUBLISHED = PublishedProcedure
    RECORD = record_names(PublishedProcedure)

    web = models.BooleanField(
        "par le site web",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    app = models.BooleanField(
        "par l'appli",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    smartphone_only = models.BooleanField(
        "smartphone uniquement", default=False, help_text="Ni ordinateur, ni tablette."
    )
    video_announced = models.BooleanField(
        "tutoriel vidéo annoncé",
        default=False,
        help_text="Le guide porte le pictogramme vidéo.",
    )
    video_url = AddressField("adresse du tutoriel")

    class Meta(Publishable.Meta):
        verbose_name = "démarche"
        verbose_name_plural = "démarches"

    @classmethod
    def advise(cls, record: dict, texts: list[str]) -> Iterator[tuple[str, str]]:
        yield from undeclared_durations(record, texts)


@dataclass(frozen=True, kw_only=True)
class PublishedResource(PublishedFiche):
    """A contact, a link or a legal text, ready to be read."""

    slug: str
    section: str | None
    type: str
    title: str
    guide_title: str
    summary: str
    keywords: list[str]
    aliases: list[str]
    moved: dict[str, str]
    text: Prose
    topics: list[str]
    phone: str
    price: str
    address: str
    url: str
    guide_url: str
    verify: bool
    web: bool | None
    app: bool | None
    seed: str
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    notices: list[PublishedLine]
    checks: list[PublishedLine]
    related: list[str]


class Resource(Page):
    """A contact, a link or a legal text; an anchor of the page /contacts/."""

    KIND = "resource"
    REVIEWS = (review_checks,)
    FILES = ("contacts",)
    ADDRESS = "/contacts/#{slug}"
    ANCHORS = BLOCK_ANCHORS
    PUBLISHED = PublishedResource
    RECORD = record_names(PublishedResource)
    INDEXED = ("address",)

    class Type(models.TextChoices):
        CONTACT = "contact", "contact"
        LINK = "link", "lien"
        LEGAL = "legal", "texte légal"

    type = models.CharField("genre", max_length=8, choices=Type.choices)
    text = ProseField("texte", blank=True, default="")
    topics = ListField("motifs", help_text="Un par ligne.")
    phone = models.CharField("téléphone", max_length=20, blank=True, default="")
    price = models.CharField("prix de l'appel", max_length=60, blank=True, default="")
    address = models.TextField("adresse postale", blank=True, default="")
    url = AddressField("adresse")
    guide_url = models.CharField(
        "adresse dans le guide",
        max_length=200,
        blank=True,
        default="",
        help_text="Telle qu'imprimée, pour que la correction se voie.",
    )
    verify = models.BooleanField("à vérifier par la CPAM", default=False)
    web = models.BooleanField(
        "par le site web",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    app = models.BooleanField(
        "par l'appli",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "contact ou lien"
        verbose_name_plural = "contacts et liens"
