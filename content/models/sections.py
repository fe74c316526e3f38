"""Rubriques, and the groups inside them."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import KeyField, ListField, ProseField
from content.models.base import Publishable
from content.models.published import Prose, Published, record_names


@dataclass(frozen=True, kw_only=True)
class PublishedSection(Published):
    """A rubrique or a group, ready to be read."""

    slug: str
    parent: str | None
    name: str
    title: str
    intro: Prose
    keywords: list[str]
    local: str


class Section(Publishable):
    """A rubrique, or a group inside one."""

    KIND = "section"
    FILES = ("rubriques",)
    ADDRESS = "/rubriques/{slug}/"
    PUBLISHED = PublishedSection
    RECORD = record_names(PublishedSection)
    SILENT = frozenset({"keywords"})
    # rubriques that have a page elsewhere: a higher floor says which
    OWN_PAGES: ClassVar[dict[str, str]] = {}

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="rubrique",
        to_field="slug",
        null=True,
        blank=True,
        related_name="groups",
        help_text="Vide pour une rubrique ; sinon, la rubrique du groupe.",
    )
    name = KeyField(
        "nom court", blank=True, default="", help_text="Son ancre dans la rubrique."
    )
    title = models.CharField(
        "titre", max_length=120, help_text="Un verbe d'abord : « Changer d'adresse »."
    )
    intro = ProseField(
        "présentation", blank=True, default="", help_text="Une phrase sous le titre."
    )
    keywords = ListField(
        "mots de recherche", help_text="Les mots des gens, un par ligne : 8 à 15."
    )
    local = models.CharField(
        "lieu",
        max_length=40,
        blank=True,
        default="",
        help_text="Vide si la rubrique vaut partout.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "rubrique"
        verbose_name_plural = "rubriques"

    def clean(self):
        if self.parent_id and self.parent_id == self.slug:
            message = "une rubrique ne peut pas être dans elle-même."
            raise ValidationError({"parent": message})
        if self.parent_id and not self.name:
            message = "un groupe a un nom court, son ancre dans la rubrique."
            raise ValidationError({"name": message})

    @classmethod
    def address_of(cls, record: dict) -> str:
        """A group is an anchor of its rubrique."""
        root = record.get("parent") or record["slug"]
        page = cls.OWN_PAGES.get(root) or cls.ADDRESS.format(slug=root)
        return page + (f"#{record['name']}" if record.get("parent") else "")
