"""The problems of the guide, and what to try."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from content.fields import ProseField, ReferenceField, ReferenceListField
from content.models import Line, Page, Publishable, PublishedLine, origin_field
from content.models.published import record_names
from content.text.advice import Advice
from content.text.markup import plain
from content.text.schema_org import QuestionAnswer, faq_page
from procedures.models import BLOCK_ANCHORS, ActedLine, PublishedFiche, review_checks
from procedures.models.published import access_field
from procedures.rules.advice import dead_ends, undeclared_durations


@dataclass(frozen=True, kw_only=True)
class PublishedTrouble(PublishedFiche):
    """A problem, ready to be read."""

    slug: str
    section: str | None
    number: int | None
    title: str
    guide_title: str
    symptom: str
    summary: str
    plain_words: str
    keywords: list[str]
    phrasings: list[str]
    aliases: list[str]
    moved: dict[str, str]
    guide_only: bool
    web: bool | None
    app: bool | None
    access: str
    seed: str
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    deadlines: list[PublishedLine]
    remedies: list[PublishedLine]
    notices: list[PublishedLine]
    how_to: list[PublishedLine]
    messages: list[PublishedLine]
    checks: list[PublishedLine]
    procedures: list[str]
    related: list[str]

    @property
    def tasks(self) -> list[PublishedLine]:
        return self.remedies

    def structured_data(self) -> list[dict[str, Any]]:
        return [faq_page([question_of(self.title, self.remedies)])]


def question_of(title: str, remedies: list[dict[str, Any]]) -> QuestionAnswer:
    """A problem and what to try, as a question and its answer."""
    return QuestionAnswer(title, " ".join(plain(line["text"]) for line in remedies))


class Trouble(Page):
    """A problem, named by what the person sees."""

    KIND = "trouble"
    REVIEWS = (review_checks,)
    FILES = ("depannage",)
    ADDRESS = "/depannage/{slug}/"
    ANCHORS = BLOCK_ANCHORS
    PUBLISHED = PublishedTrouble
    RECORD = record_names(PublishedTrouble)
    INDEXED = ("symptom",)

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
    access = access_field()
    procedures = ReferenceListField(
        "démarches concernées", help_text="Noms permanents, un par ligne."
    )

    class Meta(Publishable.Meta):
        verbose_name = "problème"
        verbose_name_plural = "dépannage"

    @classmethod
    def advise(cls, record: dict, texts: list[str]) -> Iterator[Advice]:
        yield from undeclared_durations(record, texts)
        yield from dead_ends(record)


class Remedy(ActedLine):
    """A cause, a check or a fix, tried in order."""

    RECORD = (
        *("key", "kind", "when", "text", "who", "say", "next", "origin"),
        *("sources", "verify"),
    )
    SILENT = frozenset({"verify"})

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
