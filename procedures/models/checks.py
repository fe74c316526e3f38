"""Eligibility tables: questions, answers, rules."""

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import (
    KeyField,
    ProseField,
    ReferenceListField,
    SourceListField,
    WhenField,
)
from content.models import Line, Page, Recorded, origin_field
from content.models.base import Origin
from procedures.models.lines import unique_key


class Verdict(models.TextChoices):
    """The three honest answers « d'après le guide »."""

    OK = "ok", "possible d'après le guide"
    BLOCKED = "bloque", "pas possible ainsi"
    CHECK = "verifier", "à vérifier"
    HANDED_ON = "suite", "passer à la vérification suivante"


class Tone(models.TextChoices):
    """How an outcome looks, when its verdict alone would mislead."""

    AS_IS = "", "celui du résultat"
    FINE = "ok", "vert"
    CARE = "attention", "attention"
    STOP = "bloque", "rouge"
    NEUTRAL = "neutre", "neutre : rien d'anormal"


def heading_field() -> models.CharField:
    """The heading of an outcome, in the words of its question."""
    return models.CharField(
        "titre du résultat",
        max_length=60,
        blank=True,
        default="",
        help_text="Les mots de la question : « C'est normal ». Vide : le titre usuel.",
    )


class Check(Line):
    """An eligibility table: questions, then ordered rules; without rules the worst
    answer decides."""

    RECORD = ("key", "title", "after", "said", "ok", "questions", "rules")
    SEARCHED = False

    page = models.ForeignKey(Page, models.CASCADE, related_name="checks")
    title = models.CharField(
        "titre",
        max_length=160,
        help_text="Une question : « Peut-on inscrire le RIB en ligne ? »",
    )
    after = WhenField("vient après")
    said = heading_field()
    ok = ProseField(
        "si tout va bien",
        blank=True,
        default="",
        help_text="Ce qui s'affiche quand rien ne s'y oppose.",
    )

    class Meta(Line.Meta):
        verbose_name = "vérification"
        verbose_name_plural = "vérifications"
        constraints = unique_key("check_key")


class Question(Line):
    """A question of an eligibility table."""

    RECORD = ("key", "text", "help", "requirement", "answers")

    table = models.ForeignKey(Check, models.CASCADE, related_name="questions")
    text = models.CharField("question", max_length=250)
    help = ProseField(
        "aide", blank=True, default="", help_text="Où trouver la réponse."
    )
    requirement = KeyField(
        "condition visée",
        blank=True,
        default="",
        help_text="La clé de la condition que la question vérifie.",
    )

    class Meta(Line.Meta):
        verbose_name = "question"
        verbose_name_plural = "questions"
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="question_key")
        ]


class Outcome(Recorded):
    """A result with its reason and what to do next."""

    result = models.CharField(
        "résultat",
        max_length=8,
        choices=Verdict.choices,
        blank=True,
        default="",
        help_text="Sans règles, la pire réponse décide.",
    )
    said = heading_field()
    tone = models.CharField(
        "ton", max_length=10, choices=Tone.choices, blank=True, default=""
    )
    text = ProseField("explication", blank=True, default="")
    next = ReferenceListField("suites")
    next_text = ProseField(
        "suite en mots",
        blank=True,
        default="",
        help_text="Quand aucune page n'est la suite : « Le médecin traitant. »",
    )
    origin = origin_field()
    sources = SourceListField(
        "sources", help_text="Noms permanents, un par ligne ; vide : le guide."
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.origin == Origin.COMPLEMENT and not self.sources:
            message = (
                "un résultat ajouté au guide cite sa source, dans « sources » "
                "(« redaction » pour une déduction)."
            )
            raise ValidationError({"sources": message})


class Answer(Line, Outcome):
    """An answer; its result counts where the table has no rules."""

    RECORD = (
        *("key", "label", "result", "said", "tone", "text", "next", "next_text"),
        *("origin", "sources"),
    )

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    label = models.CharField(
        "réponse", max_length=160, help_text="Telle que la personne la dirait."
    )

    class Meta(Line.Meta):
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="answer_key")
        ]


class Rule(Line, Outcome):
    """A line of the table: the first whose `when` holds decides."""

    RECORD = (
        *("key", "when", "result", "said", "tone", "text", "next", "next_text"),
        *("origin", "sources"),
    )

    table = models.ForeignKey(Check, models.CASCADE, related_name="rules")
    when = WhenField("si")

    class Meta(Line.Meta):
        verbose_name = "règle"
        verbose_name_plural = "règles"
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="rule_key"),
            models.CheckConstraint(
                condition=~models.Q(result=""), name="rule_has_a_result"
            ),
        ]
