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
    title = models.CharField(
        "titre", max_length=160, help_text="Un verbe d'abord : « Changer d'adresse »."
    )
    guide_title = models.CharField(
        "titre dans le guide",
        max_length=250,
        blank=True,
        default="",
        help_text="Tel que le guide l'imprime.",
    )
    summary = models.CharField(
        "résumé",
        max_length=300,
        help_text="Une phrase : ce que l'on obtient, ou la condition principale.",
    )
    keywords = ListField(
        "mots de recherche", help_text="Les mots des gens, un par ligne : 8 à 15."
    )
    aliases = ListField(
        "anciens noms permanents", help_text="Un par ligne : leurs liens mènent ici."
    )
    moved = MovedField("anciennes clés de blocs")
    related = ReferenceListField(
        "pages liées", help_text="Noms permanents, un par ligne."
    )
    checked_on = models.DateField(
        "vérifié le",
        null=True,
        blank=True,
        help_text="Le jour où l'on a comparé la page à ameli.fr.",
    )
    checked_by = models.CharField(
        "vérifié par",
        max_length=80,
        blank=True,
        default="",
        help_text="Prénom ou service, jamais publié.",
    )
    review_before = models.DateField(
        "à revoir avant le",
        null=True,
        blank=True,
        help_text="Vide : six mois après la dernière vérification.",
    )
    seed = models.CharField(
        "lignes du guide",
        max_length=60,
        blank=True,
        default="",
        help_text="Par exemple : 146-152.",
    )

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
    source = models.CharField(
        "source",
        max_length=200,
        blank=True,
        default="",
        help_text="Obligatoire pour un complément.",
    )
    source_url = AddressField("adresse de la source")
    source_date = models.DateField("date de la source", null=True, blank=True)
    verify = models.BooleanField(
        "à vérifier par la CPAM",
        default=False,
        help_text="Compte dans « À vérifier par la CPAM » ; invisible des lecteurs.",
    )

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


class ArticleSection(Line):
    """A titled part of an article; `pending` says that staff must complete it."""

    RECORD = ("key", "title", "text", "items", "pending")

    page = models.ForeignKey(Article, models.CASCADE, related_name="parts")
    title = models.CharField(
        "titre", max_length=160, help_text="Un verbe d'abord : « Changer d'adresse »."
    )
    text = ProseField("texte")
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
