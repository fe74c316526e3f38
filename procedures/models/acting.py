"""Lines that somebody acts on: who, and what to say aloud."""

from django.core.exceptions import ValidationError
from django.db import models

from content.models import CitedLine, Line
from procedures.rules.acting import OWNER, is_owners_alone


class Actor(models.TextChoices):
    """Who acts at a step."""

    UNSAID = "", "non précisé"
    OWNER = "personne", "la personne"
    HELPER = "aidant", "l'aidant"
    BOTH = "ensemble", "ensemble"


class ActedLine(CitedLine):
    """Something to do. What involves a code, an agreement or one's body is always the
    person's: any other actor is refused."""

    ADDED = ("who", "say")

    who = models.CharField(
        "qui agit", max_length=8, choices=Actor.choices, blank=True, default=""
    )
    say = models.CharField(
        "phrase à lire à voix haute", max_length=200, blank=True, default=""
    )

    class Meta(Line.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.who not in ("", OWNER) and is_owners_alone(getattr(self, "text", "")):
            message = (
                "un code, des conditions à accepter ou une empreinte : c'est toujours "
                "la personne qui agit (« who: personne »)."
            )
            raise ValidationError({"who": message})
