"""The lines of a démarche: steps, requirements, deadlines."""

from django.core.validators import RegexValidator
from django.db import models

from content.fields import KeyField, OrderedJSONField, ProseField, ReferenceField
from content.models import CitedLine, Line, Page, origin_field
from procedures.models.acting import ActedLine
from procedures.models.pages import Procedure

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


def unique_key(name: str) -> list[models.BaseConstraint]:
    return [models.UniqueConstraint(fields=["page", "key"], name=name)]


class Step(ActedLine):
    """One thing to do, in order; a channel makes it a variant."""

    RECORD = (
        *("key", "phase", "channel", "text", "who", "say", "fallback", "next"),
        *("origin", "sources", "verify"),
    )
    SILENT = frozenset({"verify"})

    page = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    phase = models.CharField(
        "phase",
        max_length=120,
        blank=True,
        default="",
        help_text="Le titre sous lequel les étapes se suivent.",
    )
    channel = models.CharField(
        "canal",
        max_length=8,
        choices=Channel.choices,
        blank=True,
        default="",
        help_text="Deux étapes voisines, deux canaux : deux façons de faire.",
    )
    text = ProseField("texte", help_text="Une action, à l'infinitif.")
    fallback = ProseField(
        "sinon", blank=True, default="", help_text="Que faire si cela ne marche pas."
    )
    next = ReferenceField(
        "suite",
        help_text="Une fiche (« code-oublie »), un bloc (« #delais ») ou les deux.",
    )
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        constraints = unique_key("step_key")


class Requirement(CitedLine):
    """A condition, a document to gather, or a rule that code checks."""

    RECORD = (
        *("key", "kind", "text", "detail", "control", "params", "origin"),
        *("sources", "verify"),
    )
    SILENT = frozenset({"verify"})

    class Kind(models.TextChoices):
        CONDITION = "condition", "condition"
        DOCUMENT = "document", "document"
        RULE = "regle", "règle"

    page = models.ForeignKey(Procedure, models.CASCADE, related_name="requirements")
    kind = models.CharField("genre", max_length=10, choices=Kind.choices)
    text = ProseField("texte", help_text="Une action, à l'infinitif.")
    detail = ProseField(
        "précision", blank=True, default="", help_text="Une précision, en petit."
    )
    control = KeyField(
        "contrôle",
        blank=True,
        default="",
        help_text="Réservé aux outils : ne pas changer.",
    )
    params = OrderedJSONField(
        "réglages du contrôle",
        blank=True,
        default=dict,
        help_text="Réservé aux outils : ne pas changer.",
    )
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "condition ou document"
        verbose_name_plural = "conditions et documents"
        constraints = unique_key("requirement_key")


class Deadline(CitedLine):
    """A duration of the guide that can be computed from a date (ISO 8601)."""

    RECORD = (
        *("key", "kind", "duration", "earliest", "working", "strict", "anchor"),
        *("action", "text", "origin", "sources", "verify"),
    )
    SILENT = frozenset({"verify"})

    class Kind(models.TextChoices):
        VALIDITY = "validity", "valable jusqu'à"
        WAIT = "wait", "pas avant"
        BEFORE = "before", "au plus tard"
        ARRIVAL = "arrival", "reçu au plus tard"

    page = models.ForeignKey(Page, models.CASCADE, related_name="deadlines")
    kind = models.CharField("genre", max_length=10, choices=Kind.choices)
    duration = models.CharField(
        "durée",
        max_length=10,
        validators=[validate_duration],
        help_text="P15D : 15 jours ; P6M : 6 mois ; PT48H : 48 h ; PT30M : 30 min.",
    )
    earliest = models.CharField(
        "au plus tôt",
        max_length=10,
        blank=True,
        default="",
        validators=[validate_duration],
        help_text="Pour « au plus tard » : à partir de combien avant.",
    )
    working = models.BooleanField(
        "jours ouvrés",
        default=False,
        help_text="Sans les samedis, dimanches et jours fériés.",
    )
    strict = models.BooleanField(
        "à partir du lendemain seulement",
        default=False,
        help_text="Le jour compté est le lendemain.",
    )
    anchor = models.CharField(
        "à compter de",
        max_length=120,
        help_text="L'événement d'où l'on compte : « la demande du code ».",
    )
    action = models.CharField(
        "ce qu'il y a à faire",
        max_length=120,
        blank=True,
        default="",
        help_text="Pour l'agenda : « Ouvrir le compte avec le code provisoire ».",
    )
    text = ProseField("texte", help_text="Une action, à l'infinitif.")
    origin = origin_field()
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "délai"
        verbose_name_plural = "délais"
        constraints = unique_key("deadline_key")
