"""« Comment faire »: what the guide does not tell of a page, each line with its
sources; and messages ready to be sent."""

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import KeyField, ListField, ProseField
from content.models import CitedLine, Line, Page
from procedures.models.acting import ActedLine
from procedures.models.lines import unique_key


class HowTo(ActedLine):
    """A line of « Comment faire »: never the guide's, always shown apart."""

    RECORD = (
        *("key", "kind", "text", "who", "say", "about", "sources", "verify"),
        *("confirmed", "confirmed_of"),
    )
    SILENT = frozenset({"verify", "sources", "confirmed", "confirmed_of"})

    class Kind(models.TextChoices):
        PATH = "path", "chemin dans le compte"
        STEP = "step", "étape"
        BRING = "bring", "à avoir sous la main"
        DURATION = "duration", "durée"
        COST = "cost", "coût"
        NEXT = "next", "ensuite"
        WITHOUT = "without", "sans le compte"
        OFFICIAL = "official", "page officielle"
        NOTE = "note", "bon à savoir"
        WARNING = "warning", "ce qui a changé depuis le guide"
        UNKNOWN = "unknown", "ce que l'on ne sait pas"

    page = models.ForeignKey(Page, models.CASCADE, related_name="how_to")
    kind = models.CharField("genre", max_length=10, choices=Kind.choices)
    text = ProseField("texte", help_text="25 mots au plus par phrase.")
    about = KeyField(
        "à côté de",
        blank=True,
        default="",
        help_text="La clé de la ligne du guide que cela corrige ; vide : la page.",
    )
    verify = models.BooleanField("à confirmer par la CPAM", default=False)
    # written by « À confirmer par la CPAM » alone: who, when, and of which words
    confirmed = models.CharField(blank=True, default="", max_length=100, editable=False)
    confirmed_of = models.CharField(
        blank=True, default="", max_length=12, editable=False
    )

    class Meta(Line.Meta):
        verbose_name = "complément"
        verbose_name_plural = "compléments (« Comment faire »)"
        constraints = unique_key("how_to_key")

    def clean(self) -> None:
        super().clean()
        if not self.sources and self.kind != self.Kind.UNKNOWN:
            message = "un complément cite sa source, dans « sources »."
            raise ValidationError({"sources": message})


class Message(CitedLine):
    """A message ready for the CPAM, its blanks filled on the reader's device."""

    RECORD = (
        *("key", "when", "table", "rule", "question", "answer", "channel", "to"),
        *("subject", "body", "documents", "form", "sources"),
    )
    SEARCHED = False

    class Channel(models.TextChoices):
        ACCOUNT = "messagerie", "messagerie du compte"
        POST = "courrier", "courrier"
        CALL = "appel", "appel"

    page = models.ForeignKey(Page, models.CASCADE, related_name="messages")
    when = models.CharField("dans quel cas", max_length=200)
    table = KeyField(
        "vérification", blank=True, default="", help_text="Celle qui mène ici."
    )
    rule = KeyField("règle de cette vérification", blank=True, default="")
    question = KeyField("ou question", blank=True, default="")
    answer = KeyField("et réponse", blank=True, default="")
    channel = models.CharField("par", max_length=10, choices=Channel.choices)
    to = models.CharField("à qui", max_length=200)
    subject = models.CharField("objet", max_length=160)
    body = models.TextField(
        "texte", help_text="Les [crochets] se remplissent sur l'appareil du lecteur."
    )
    documents = ListField("documents à joindre", help_text="Un par ligne.")
    form = models.CharField("formulaire", max_length=60, blank=True, default="")

    class Meta(Line.Meta):
        verbose_name = "message prêt"
        verbose_name_plural = "messages prêts"
        constraints = unique_key("message_key")
