"""What a page that one may put on a feuille de route has, whatever its kind."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models

from content.models import PublishedLine, PublishedPage
from procedures.rules.acting import acting
from procedures.rules.channels import Channels
from procedures.rules.confirmation import confirmed_by

PageLines = list[PublishedLine]


class HowToBlocks(NamedTuple):
    """The lines of « Comment faire », by what they tell."""

    path: PageLines
    step: PageLines
    bring: PageLines
    duration: PageLines
    cost: PageLines
    next: PageLines
    without: PageLines
    official: PageLines
    note: PageLines
    warning: PageLines
    unknown: PageLines

    @property
    def facts(self) -> list[PageLines]:
        """What is short enough for paper to show as plain lines."""
        return [self.bring, self.duration, self.cost, self.next, self.note]


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
    plain_words: str = ""
    guide_only: bool
    related: list[str]
    notices: PageLines
    checks: PageLines
    how_to: PageLines
    messages: PageLines
    deadlines: PageLines = field(default_factory=list)
    requirements: PageLines = field(default_factory=list)

    def __post_init__(self) -> None:
        aged: dict[str, PageLines] = {}
        for line in self.how_to:
            line["sure"] = confirmed_by(line)
            if line["kind"] == "warning":
                aged.setdefault(line["about"], []).append(line)
        for line in (*self.notices, *self.deadlines, *self.requirements, *self.tasks):
            line["aged"] = aged.get(line["key"], [])
            if "who" in line and not self.guide_only:
                line["who"] = acting(line["text"], line["who"])

    @property
    def doubtful(self) -> list[str]:
        """Those of the guide's own words: « Comment faire » says it of its whole."""
        apart = {line["key"] for line in self.how_to if line["kind"] != "warning"}
        return [key for key in super().doubtful if key not in apart]

    @property
    def channels(self) -> Channels:
        """Where it can be done, as far as the guide says."""
        return Channels(self.web, self.app, self.smartphone_only)

    @property
    def tasks(self) -> PageLines:
        """What one does, in order, and ticks: the steps, or what to try."""
        return []

    @property
    def added_steps(self) -> PageLines:
        """The steps of « Comment faire », ticked like those of the guide."""
        return [line for line in self.how_to if line["kind"] == "step"]

    @property
    def tickable(self) -> PageLines:
        """Every line that a link may carry as done."""
        return [*self.requirements, *self.tasks, *self.added_steps]


def blocks_of(lines: PageLines) -> HowToBlocks:
    """The lines of « Comment faire » by kind, in order."""
    return HowToBlocks(
        *([li for li in lines if li["kind"] == kind] for kind in HowToBlocks._fields)
    )
