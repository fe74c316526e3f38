"""What a page that one may put on a feuille de route has, whatever its kind."""

from dataclasses import dataclass, field

from django.db import models

from content.models import PublishedLine, PublishedPage
from procedures.rules.channels import Channels


class Access(models.TextChoices):
    """Whether who reads a page can log in: help that needs an account comes last, or
    not at all."""

    LOGGED_IN = "", "peut se connecter"
    LOCKED_OUT = "dehors", "ne peut pas se connecter"
    NO_ACCOUNT = "sans-compte", "n'a pas de compte"


def access_field() -> models.CharField:
    """The field of a page that says it."""
    return models.CharField(
        "qui lit cette page",
        max_length=12,
        choices=Access.choices,
        blank=True,
        default="",
        help_text="Pour proposer d'abord une aide que la personne peut joindre.",
    )


@dataclass(frozen=True, kw_only=True)
class PublishedFiche(PublishedPage):
    """A démarche, a problem or a contact; what its kind has not is empty."""

    web: bool | None
    app: bool | None
    smartphone_only: bool = False
    access: str = ""
    related: list[str]
    notices: list[PublishedLine]
    checks: list[PublishedLine]
    deadlines: list[PublishedLine] = field(default_factory=list)
    requirements: list[PublishedLine] = field(default_factory=list)

    @property
    def channels(self) -> Channels:
        """Where it can be done, as far as the guide says."""
        return Channels(self.web, self.app, self.smartphone_only)

    @property
    def tasks(self) -> list[PublishedLine]:
        """What one does, in order, and ticks: the steps, or what to try."""
        return []
