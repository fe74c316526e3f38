"""The démarches, and the contacts and links they end in."""

from django.core.validators import RegexValidator
from django.db import models

from content.fields import (
    AddressField,
    KeyField,
    ListField,
    ProseField,
    ReferenceField,
    ReferenceListField,
    WhenField,
)
from content.models import Line, Origin, Page, Publishable, Recorded
from procedures import eligibility

validate_duration = RegexValidator(
    r"^P(?:\d+[DM]|T\d+[HM])\Z",
    "« %(value)s » n'est pas une durée : écrire P15D (jours), P6M (mois), PT48H "
    "(heures) ou PT30M (minutes).",
)


class Channel(models.TextChoices):
    """Where a step is done."""

    ANY = "", "partout"
    WEB = "web", "site web"
    APP = "app", "appli"
    PHONE = "phone", "téléphone"
    AGENCY = "agency", "agence"
    POST = "post", "courrier"


class Verdict(models.TextChoices):
    """The three honest answers « d'après le guide »."""

    OK = "ok", "possible d'après le guide"
    BLOCKED = "bloque", "pas possible ainsi"
    CHECK = "verifier", "à vérifier"


def unique_key(name):
    return [models.UniqueConstraint(fields=["page", "key"], name=name)]


def origin_field():
    return models.CharField(
        "origine", max_length=10, choices=Origin.choices, default=Origin.GUIDE
    )


def review_checks(record):
    """What is wrong with the eligibility tables of a page."""
    seen = set()
    for place, check in enumerate(record.get("checks", [])):
        for message in eligibility.review(check):
            yield "checks", place, message
        for question in check["questions"]:
            if question["key"] in seen:
                yield (
                    "checks",
                    place,
                    f"question « {question['key']} » posée deux fois.",
                )
            seen.add(question["key"])


class Procedure(Page):
    """A page of the rubriques creation, demarches and suivi."""

    KIND = "procedure"
    REVIEWS = (review_checks,)
    FILES = ("creation", "demarches", "suivi")
    ADDRESS = "/guide/{slug}/"
    RECORD = (
        *("slug", "section", "title", "guide_title", "summary", "keywords", "aliases"),
        *("web", "app", "smartphone_only", "video_announced", "video_url"),
        *("seed", "checked_on", "deadlines", "requirements", "steps", "notices"),
        *("checks", "related"),
    )

    web = models.BooleanField("par le site web", null=True, blank=True)
    app = models.BooleanField("par l'appli", null=True, blank=True)
    smartphone_only = models.BooleanField("smartphone uniquement", default=False)
    video_announced = models.BooleanField("tutoriel vidéo annoncé", default=False)
    video_url = AddressField("adresse du tutoriel")

    class Meta(Publishable.Meta):
        verbose_name = "démarche"
        verbose_name_plural = "démarches"


class Resource(Page):
    """A contact, a link or a legal text; an anchor of the page /contacts/."""

    KIND = "resource"
    REVIEWS = (review_checks,)
    FILES = ("contacts",)
    ADDRESS = "/contacts/#{slug}"
    RECORD = (
        *("slug", "section", "type", "title", "guide_title", "summary", "keywords"),
        *("aliases", "text", "topics", "phone", "price", "address", "url"),
        *("guide_url", "verify", "web", "app", "seed", "checked_on", "notices"),
        *("checks", "related"),
    )

    class Type(models.TextChoices):
        CONTACT = "contact", "contact"
        LINK = "link", "lien"
        LEGAL = "legal", "texte légal"

    type = models.CharField("genre", max_length=8, choices=Type.choices)
    text = ProseField("texte", blank=True, default="")
    topics = ListField("motifs")
    phone = models.CharField("téléphone", max_length=20, blank=True, default="")
    price = models.CharField("prix de l'appel", max_length=60, blank=True, default="")
    address = models.TextField("adresse postale", blank=True, default="")
    url = AddressField("adresse")
    guide_url = models.CharField(
        "adresse dans le guide",
        max_length=200,
        blank=True,
        default="",
        help_text="Telle qu'imprimée, pour que la correction se voie.",
    )
    verify = models.BooleanField("à vérifier par la CPAM", default=False)
    web = models.BooleanField("par le site web", null=True, blank=True)
    app = models.BooleanField("par l'appli", null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "contact ou lien"
        verbose_name_plural = "contacts et liens"


class Step(Line):
    """One thing to do, in order; a channel makes it a variant."""

    RECORD = ("key", "phase", "channel", "text", "fallback", "next", "origin", "verify")

    page = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    phase = models.CharField("phase", max_length=120, blank=True, default="")
    channel = models.CharField(
        "canal", max_length=8, choices=Channel.choices, blank=True, default=""
    )
    text = ProseField("texte")
    fallback = ProseField("sinon", blank=True, default="")
    next = ReferenceField("suite")
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        constraints = unique_key("step_key")


class Requirement(Line):
    """A condition, a document to gather, or a rule that code checks."""

    RECORD = ("key", "kind", "text", "detail", "control", "params", "origin", "verify")

    class Kind(models.TextChoices):
        CONDITION = "condition", "condition"
        DOCUMENT = "document", "document"
        RULE = "regle", "règle"

    page = models.ForeignKey(Procedure, models.CASCADE, related_name="requirements")
    kind = models.CharField("genre", max_length=10, choices=Kind.choices)
    text = ProseField("texte")
    detail = ProseField("précision", blank=True, default="")
    control = KeyField("contrôle", blank=True, default="")
    params = models.JSONField("réglages du contrôle", blank=True, default=dict)
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "condition ou document"
        verbose_name_plural = "conditions et documents"
        constraints = unique_key("requirement_key")


class Deadline(Line):
    """A duration of the guide that can be computed from a date (ISO 8601)."""

    RECORD = (
        *(
            "key",
            "kind",
            "duration",
            "earliest",
            "working",
            "strict",
            "anchor",
            "text",
            "origin",
        ),
        "verify",
    )

    class Kind(models.TextChoices):
        VALIDITY = "validity", "valable jusqu'à"
        WAIT = "wait", "pas avant"
        BEFORE = "before", "au plus tard"
        ARRIVAL = "arrival", "reçu au plus tard"

    page = models.ForeignKey(Page, models.CASCADE, related_name="deadlines")
    kind = models.CharField("genre", max_length=10, choices=Kind.choices)
    duration = models.CharField("durée", max_length=10, validators=[validate_duration])
    earliest = models.CharField(
        "au plus tôt",
        max_length=10,
        blank=True,
        default="",
        validators=[validate_duration],
    )
    working = models.BooleanField("jours ouvrés", default=False)
    strict = models.BooleanField("à partir du lendemain seulement", default=False)
    anchor = models.CharField("à compter de", max_length=120)
    text = ProseField("texte")
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "délai"
        verbose_name_plural = "délais"
        constraints = unique_key("deadline_key")


class Check(Line):
    """An eligibility table: questions, then ordered rules; without rules the worst
    answer decides."""

    RECORD = ("key", "title", "ok", "questions", "rules")

    page = models.ForeignKey(Page, models.CASCADE, related_name="checks")
    title = models.CharField("titre", max_length=160)
    ok = ProseField("si tout va bien", blank=True, default="")

    class Meta(Line.Meta):
        verbose_name = "vérification"
        verbose_name_plural = "vérifications"
        constraints = unique_key("check_key")


class Question(Line):
    """A question of an eligibility table."""

    RECORD = ("key", "text", "help", "requirement", "answers")

    table = models.ForeignKey(Check, models.CASCADE, related_name="questions")
    text = models.CharField("question", max_length=250)
    help = ProseField("aide", blank=True, default="")
    requirement = KeyField("condition visée", blank=True, default="")

    class Meta(Line.Meta):
        verbose_name = "question"
        verbose_name_plural = "questions"
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="question_key")
        ]


class Outcome(Recorded):
    """A result with its reason and what to do next."""

    result = models.CharField(
        "résultat", max_length=8, choices=Verdict.choices, blank=True, default=""
    )
    text = ProseField("explication", blank=True, default="")
    next = ReferenceListField("suites")
    origin = origin_field()

    class Meta:
        abstract = True


class Answer(Line, Outcome):
    """An answer; its result counts where the table has no rules."""

    RECORD = ("key", "label", "result", "text", "next", "origin")

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    label = models.CharField("réponse", max_length=160)

    class Meta(Line.Meta):
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="answer_key")
        ]


class Rule(Line, Outcome):
    """A line of the table: the first whose `when` holds decides."""

    RECORD = ("key", "when", "result", "text", "next", "origin")

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
