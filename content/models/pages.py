"""The page, abstract: what every kind has in common, and the notices it may carry."""

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import (
    AddressField,
    ListField,
    MovedField,
    ProseField,
    ReferenceListField,
    validate_past_date,
    validate_sensible_date,
)
from content.models.base import Line, Publishable
from content.models.sections import Section
from content.models.sources import CitedLine


class Page(Publishable):
    """What every page has in common; the kinds of page add their own fields."""

    # what readers do not read
    SILENT = frozenset(
        "keywords phrasings aliases related checked_on seed moved section checked_by "
        "review_before".split()
    )

    ADDED = ("plain_words", "how_to", "messages")

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
    plain_words = models.CharField(
        "en clair",
        max_length=160,
        blank=True,
        default="",
        help_text="La même chose en mots très simples : 15 mots au plus.",
    )
    keywords = ListField(
        "mots de recherche", help_text="Les mots des gens, un par ligne : 8 à 15."
    )
    phrasings = ListField(
        "ce que les gens disent",
        help_text="Une phrase par ligne, comme on la dirait au guichet ou au "
        "téléphone : 20 et plus, propres à cette page. La recherche s'en sert pour "
        "classer ; jamais publiées.",
    )
    aliases = ListField(
        "anciens noms permanents", help_text="Un par ligne : leurs liens mènent ici."
    )
    moved = MovedField("anciennes clés de blocs")
    guide_only = models.BooleanField(
        "les mots du guide seuls",
        default=False,
        help_text="Cache aux lecteurs tout ce qui ne vient pas du guide.",
    )
    related = ReferenceListField(
        "pages liées", help_text="Noms permanents, un par ligne."
    )
    checked_on = models.DateField(
        "vérifié le",
        null=True,
        blank=True,
        validators=[validate_past_date],
        help_text="Le jour où la CPAM a confirmé la page. Vide : personne encore.",
    )
    checked_by = models.CharField(
        "vérifié par",
        max_length=80,
        blank=True,
        default="",
        help_text="Le service qui a confirmé la page ; il est publié.",
    )
    review_before = models.DateField(
        "à revoir avant le",
        null=True,
        blank=True,
        validators=[validate_sensible_date],
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

    def __str__(self) -> str:
        return self.title


class Notice(CitedLine):
    """« Attention », « À noter », « À savoir », or a complement with its source."""

    RECORD = (
        *("key", "kind", "text", "source", "source_url", "source_date"),
        *("sources", "verify"),
    )
    SILENT = frozenset({"verify"})

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

    def clean(self) -> None:
        if self.kind == self.Kind.COMPLEMENT and not self.source:
            message = "un complément cite sa « source »."
            raise ValidationError({"source": message})
