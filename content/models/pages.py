"""Sections, and what every page has in common."""

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import (
    AddressField,
    KeyField,
    ListField,
    MovedField,
    ProseField,
    ReferenceListField,
)
from content.models.base import Line, Publishable


class Section(Publishable):
    """A rubrique, or a group inside one."""

    KIND = "section"
    FILES = ("rubriques",)
    ADDRESS = "/rubriques/{slug}/"
    RECORD = ("slug", "parent", "name", "title", "intro", "keywords", "local")

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="rubrique",
        to_field="slug",
        null=True,
        blank=True,
        related_name="groups",
    )
    name = KeyField(
        "nom court", blank=True, default="", help_text="Son ancre dans la rubrique."
    )
    title = models.CharField("titre", max_length=120)
    intro = ProseField("présentation", blank=True, default="")
    keywords = ListField("mots de recherche")
    local = models.CharField("lieu", max_length=40, blank=True, default="")

    class Meta(Publishable.Meta):
        verbose_name = "rubrique"
        verbose_name_plural = "rubriques"

    @classmethod
    def address_of(cls, record: dict) -> str:
        """A group is an anchor of its rubrique; the contacts are a page apart."""
        root = record.get("parent") or record["slug"]
        page = "/contacts/" if root == "contacts" else cls.ADDRESS.format(slug=root)
        return page + (f"#{record['name']}" if record.get("parent") else "")


class Page(Publishable):
    """What every page has in common; the kinds of page add their own fields."""

    section = models.ForeignKey(
        Section,
        models.PROTECT,
        verbose_name="rubrique",
        to_field="slug",
        related_name="pages",
        null=True,
        blank=True,
    )
    title = models.CharField("titre", max_length=160)
    guide_title = models.CharField(
        "titre dans le guide", max_length=250, blank=True, default=""
    )
    summary = models.CharField("résumé", max_length=300)
    keywords = ListField("mots de recherche")
    aliases = ListField("anciens noms permanents")
    moved = MovedField("anciennes clés de blocs")
    related = ReferenceListField("pages liées")
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    checked_by = models.CharField("vérifié par", max_length=80, blank=True, default="")
    review_before = models.DateField("à revoir avant le", null=True, blank=True)
    seed = models.CharField("lignes du guide", max_length=60, blank=True, default="")

    class Meta(Publishable.Meta):
        verbose_name = "page"
        verbose_name_plural = "pages"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""), name="page_has_a_title"
            )
        ]

    def __str__(self):
        return self.title


class Notice(Line):
    """« Attention », « À noter », « À savoir », or a complement with its source."""

    RECORD = ("key", "kind", "text", "source", "source_url", "source_date", "verify")

    class Kind(models.TextChoices):
        ATTENTION = "attention", "Attention"
        NOTE = "a-noter", "À noter"
        KNOW = "a-savoir", "À savoir"
        COMPLEMENT = "complement", "Complément"

    page = models.ForeignKey(Page, models.CASCADE, related_name="notices")
    kind = models.CharField("genre", max_length=12, choices=Kind.choices)
    text = ProseField("texte")
    source = models.CharField("source", max_length=200, blank=True, default="")
    source_url = AddressField("adresse de la source")
    source_date = models.DateField("date de la source", null=True, blank=True)
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "encadré"
        verbose_name_plural = "encadrés"
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="notice_key"),
            models.CheckConstraint(
                condition=~models.Q(kind="complement") | ~models.Q(source=""),
                name="complement_has_a_source",
            ),
        ]

    def clean(self):
        if self.kind == self.Kind.COMPLEMENT and not self.source:
            message = "un complément cite sa source (« source: … »)."
            raise ValidationError({"source": message})


class Article(Page):
    """A page about the site itself: accessibility, legal notices, personal data."""

    KIND = "article"
    FILES = ("informations",)
    ADDRESS = "/{slug}/"
    RECORD = (
        *("slug", "title", "summary", "keywords", "aliases", "moved", "checked_on"),
        *("checked_by", "review_before", "parts"),
    )

    class Meta(Publishable.Meta):
        verbose_name = "page d'information"
        verbose_name_plural = "pages d'information"


class Part(Line):
    """A titled part of an article; `pending` says that staff must complete it."""

    RECORD = ("key", "title", "text", "items", "pending")

    page = models.ForeignKey(Article, models.CASCADE, related_name="parts")
    title = models.CharField("titre", max_length=160)
    text = ProseField("texte")
    items = ListField("liste")
    pending = models.BooleanField("à compléter par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "partie"
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="part_key")]
