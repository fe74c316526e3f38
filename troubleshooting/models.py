"""The problems of the guide, and what to try."""

from django.db import models

from content.fields import ProseField, ReferenceField, ReferenceListField
from content.models import Line, Page, Publishable, origin_field
from procedures.models import review_checks


class Trouble(Page):
    """A problem, named by what the person sees."""

    KIND = "trouble"
    REVIEWS = (review_checks,)
    FILES = ("depannage",)
    ADDRESS = "/depannage/{slug}/"
    RECORD = (
        *("slug", "section", "number", "title", "guide_title", "symptom", "summary"),
        *("keywords", "aliases", "moved", "web", "app", "seed", "checked_on"),
        *("checked_by", "review_before", "deadlines", "remedies"),
        *("notices", "checks", "procedures", "related"),
    )

    number = models.PositiveSmallIntegerField(
        "numéro dans le guide",
        null=True,
        blank=True,
        help_text="De 1 à 8, d'après le guide.",
    )
    symptom = models.CharField(
        "ce que l'on voit",
        max_length=200,
        help_text="Ce que la personne dit : « L'écran affiche… ».",
    )
    web = models.BooleanField("par le site web", null=True, blank=True)
    app = models.BooleanField("par l'appli", null=True, blank=True)
    procedures = ReferenceListField(
        "démarches concernées", help_text="Noms permanents, un par ligne."
    )

    class Meta(Publishable.Meta):
        verbose_name = "problème"
        verbose_name_plural = "dépannage"


class Remedy(Line):
    """A cause, a check or a fix, tried in order."""

    RECORD = ("key", "kind", "when", "text", "next", "origin", "verify")

    class Kind(models.TextChoices):
        CAUSE = "cause", "cause"
        CHECK = "check", "vérification"
        FIX = "fix", "solution"

    page = models.ForeignKey(Trouble, models.CASCADE, related_name="remedies")
    kind = models.CharField("genre", max_length=8, choices=Kind.choices)
    when = models.CharField(
        "dans quel cas",
        max_length=200,
        blank=True,
        default="",
        help_text="Vide : dans tous les cas.",
    )
    text = ProseField("texte")
    next = ReferenceField("suite")
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "vérification ou solution"
        verbose_name_plural = "vérifications et solutions"
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="remedy_key")
        ]
