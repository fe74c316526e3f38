"""What people ask and the guide does not cover: where to go instead."""

import datetime
from dataclasses import dataclass

from django.db import models

from content.fields import AddressField, ReferenceField, SourceListField
from content.models.base import Publishable
from content.models.pages import Page
from content.models.published import PublishedPage, record_names


@dataclass(frozen=True, kw_only=True)
class PublishedOutsideTopic(PublishedPage):
    """A subject outside the guide, ready to be read."""

    slug: str
    title: str
    summary: str
    keywords: list[str]
    phrasings: list[str]
    aliases: list[str]
    moved: dict[str, str]
    go: str
    next: str
    url: str
    sources: list[str]
    verify: bool
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None


class OutsideTopic(Page):
    """A subject outside the guide; an anchor of the page /hors-du-guide/, never a
    démarche."""

    KIND = "outside"
    FILES = ("hors-du-guide",)
    ADDRESS = "/hors-du-guide/#{slug}"
    PUBLISHED = PublishedOutsideTopic
    RECORD = record_names(PublishedOutsideTopic)
    SILENT = Page.SILENT | {"verify"}
    INDEXED = ("go",)

    go = models.CharField(
        "où aller", max_length=200, help_text="Un organisme, un service, un numéro."
    )
    next = ReferenceField("fiche du guide qui aide")
    url = AddressField("adresse")
    sources = SourceListField(
        "sources", help_text="Vide : orientation vers l'organisme compétent."
    )
    verify = models.BooleanField("à confirmer par la CPAM", default=False)

    class Meta(Publishable.Meta):
        verbose_name = "sujet hors du guide"
        verbose_name_plural = "sujets hors du guide"
