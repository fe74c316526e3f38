"""Articles: the pages about the site itself."""

import datetime
from dataclasses import dataclass

from django.db import models

from content.fields import ListField, ProseField
from content.models.base import Line, Publishable
from content.models.pages import Page
from content.models.published import PublishedLine, PublishedPage, record_names
from content.models.sources import CitedLine


@dataclass(frozen=True, kw_only=True)
class PublishedArticle(PublishedPage):
    """A page about the site, ready to be read."""

    slug: str
    title: str
    summary: str
    keywords: list[str]
    phrasings: list[str]
    aliases: list[str]
    moved: dict[str, str]
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    parts: list[PublishedLine]


class Article(Page):
    """A page about the site itself: accessibility, legal notices, personal data."""

    KIND = "article"
    FILES = ("informations",)
    ADDRESS = "/{slug}/"
    PUBLISHED = PublishedArticle
    RECORD = record_names(PublishedArticle)

    class Meta(Publishable.Meta):
        verbose_name = "page d'information"
        verbose_name_plural = "pages d'information"


class ArticleSection(Line):
    """A titled part of an article; `pending` says that staff must complete it."""

    RECORD = ("key", "title", "text", "items", "pending", "lines")

    page = models.ForeignKey(Article, models.CASCADE, related_name="parts")
    title = models.CharField(
        "titre", max_length=160, help_text="Un verbe d'abord : « Changer d'adresse »."
    )
    text = ProseField("texte", blank=True, default="")
    items = ListField("liste", help_text="Un élément par ligne.")
    pending = models.BooleanField(
        "à compléter par la CPAM",
        default=False,
        help_text="La page dit elle-même que le texte manque.",
    )

    class Meta(Line.Meta):
        db_table = "content_part"
        verbose_name = "partie"
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="part_key")]


class ArticleLine(CitedLine):
    """A sentence of a part, with its sources."""

    RECORD = ("key", "text", "sources", "verify")
    SILENT = frozenset({"verify"})

    part = models.ForeignKey(ArticleSection, models.CASCADE, related_name="lines")
    text = ProseField("texte")
    verify = models.BooleanField("à confirmer par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "phrase"
        verbose_name_plural = "phrases"
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="line_key")]
