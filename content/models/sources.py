"""Where a text comes from when it is not the guide's: sources, and lines that cite
them."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import AddressField, SourceListField
from content.models.base import Line, Publishable
from content.models.published import Published, record_names
from content.text.french import years_old

OLD = 2  # years from which a source says its age


@dataclass(frozen=True, kw_only=True)
class PublishedSource(Published):
    """A source, ready to be read."""

    slug: str
    name: str
    nature: str
    seen: str
    url: str
    dated: str
    read_on: str | None
    note: str

    @property
    def link(self) -> str:
        """Its address when a person of ours read the page there, else nothing."""
        return self.url if self.seen == Source.Seen.READ else ""

    @property
    def age(self) -> int:
        """Its age in years, 0 while that is nothing to say, or not known."""
        years = years_old(self.dated, datetime.date.today())
        return years if years >= OLD else 0


class Source(Publishable):
    """A page or a document that complements cite."""

    KIND = "source"
    FILES = ("sources",)
    ADDRESS = "/sources/#{slug}"
    PUBLISHED = PublishedSource
    RECORD = record_names(PublishedSource)
    SILENT = frozenset({"note"})
    HAS_ADDRESS = False

    class Nature(models.TextChoices):
        GUIDE = "guide", "le guide de la CPAM de Paris"
        OFFICIAL = "official", "source officielle"
        PUBLIC = "public", "source publique"
        OTHER = "other", "autre source"
        HOUSE = "house", "rédaction de ce site"

    class Seen(models.TextChoices):
        READ = "vu", "page lue : l'adresse est donnée aux lecteurs"
        QUOTED = "cite", "adresse lue ailleurs : à ouvrir avant de la donner"
        NONE = "aucun", "jamais donnée"

    name = models.CharField("nom", max_length=200, help_text="Qui parle, et de quoi.")
    nature = models.CharField("genre", max_length=8, choices=Nature.choices)
    seen = models.CharField(
        "adresse vérifiée", max_length=5, choices=Seen.choices, default=Seen.NONE
    )
    url = AddressField("adresse")
    dated = models.CharField(
        "date de la page",
        max_length=80,
        help_text="« 18/11/2025 », « juin 2022 », ou « non datée ».",
    )
    read_on = models.DateField("lue le", null=True, blank=True)
    note = models.CharField("note", max_length=250, blank=True, default="")

    class Meta(Publishable.Meta):
        verbose_name = "source"
        verbose_name_plural = "sources"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.seen == self.Seen.READ and not self.url:
            message = "une page lue a une adresse (« url: https://… »)."
            raise ValidationError({"url": message})


class CitedLine(Line):
    """A line that may come from elsewhere than the guide, and says from where."""

    sources = SourceListField(
        "sources", help_text="Noms permanents, un par ligne ; vide : le guide."
    )

    class Meta(Line.Meta):
        abstract = True
