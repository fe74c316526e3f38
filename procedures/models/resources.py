"""The contacts, the links and the legal texts that démarches end in."""

import datetime
from dataclasses import dataclass

from django.db import models

from content.fields import AddressField, ListField, ProseField
from content.models import Page, Publishable, PublishedLine, Section
from content.models.published import Prose, record_names
from procedures.models.pages import BLOCK_ANCHORS, review_checks
from procedures.models.published import PublishedFiche

Section.OWN_PAGES["contacts"] = "/contacts/"


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
    phrasings: list[str]
    aliases: list[str]
    moved: dict[str, str]
    guide_only: bool
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
    needs_account: bool
    seed: str
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    notices: list[PublishedLine]
    how_to: list[PublishedLine]
    messages: list[PublishedLine]
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

    needs_account = models.BooleanField(
        "demande d'être connecté",
        default=False,
        help_text="Proposé en dernier à qui ne peut pas se connecter.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "contact ou lien"
        verbose_name_plural = "contacts et liens"
