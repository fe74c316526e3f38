"""The démarches."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from content.fields import AddressField
from content.models import Page, Publishable, PublishedLine, Remark
from content.models.published import record_names
from content.text.advice import Advice
from content.text.schema_org import how_to
from procedures.models.published import PublishedFiche, access_field
from procedures.rules import chains, eligibility
from procedures.rules.advice import undeclared_durations
from procedures.rules.channels import phases
from procedures.rules.table_review import review_check

BLOCK_ANCHORS = {
    "documents": "Les documents",
    "etapes": "Les étapes",
    "conditions": "Les conditions",
    "delais": "Les délais",
    "comment-faire": "Comment faire",
}


def review_checks(record: dict[str, Any]) -> Iterator[Remark]:
    """What is wrong with the eligibility tables of a page."""
    seen = set()
    checks = record.get("checks", [])
    sound = True
    for place, check in enumerate(checks):
        for message in review_check(check):
            sound = False
            yield Remark("checks", place, message)
        for question in check["questions"]:
            if question["key"] in seen:
                message = f"question « {question['key']} » posée deux fois."
                yield Remark("checks", place, message)
            seen.add(question["key"])
        for message in circular_steps(record["slug"], check, record):
            yield Remark("checks", place, message)
    if sound:
        for fault in chains.review_chain(checks):
            yield Remark("checks", *fault)


def circular_steps(
    slug: str, check: PublishedLine, record: dict[str, Any]
) -> Iterator[str]:
    """Outcomes whose next step is the page that one stands on."""
    deadlines = {line["key"] for line in record.get("deadlines", [])}
    lines = [*check["rules"], *(a for q in check["questions"] for a in q["answers"])]
    for line in lines:
        for reference in line["next"]:
            page, _, key = reference.partition("#")
            here = page in ("", slug)
            stuck = line["result"] == eligibility.BLOCKED and key not in deadlines
            if here and (not key or stuck):
                yield f"« {line['key']} » mène à la page où l'on est : « {reference} »."


@dataclass(frozen=True, kw_only=True)
class PublishedProcedure(PublishedFiche):
    """A démarche, ready to be read."""

    slug: str
    section: str | None
    title: str
    guide_title: str
    summary: str
    plain_words: str
    keywords: list[str]
    phrasings: list[str]
    aliases: list[str]
    moved: dict[str, str]
    guide_only: bool
    web: bool | None
    app: bool | None
    smartphone_only: bool
    access: str
    video_announced: bool
    video_url: str
    seed: str
    checked_on: datetime.date | None
    checked_by: str
    review_before: str | None
    deadlines: list[PublishedLine]
    requirements: list[PublishedLine]
    steps: list[PublishedLine]
    notices: list[PublishedLine]
    how_to: list[PublishedLine]
    messages: list[PublishedLine]
    checks: list[PublishedLine]
    related: list[str]

    @property
    def tasks(self) -> list[PublishedLine]:
        return self.steps

    def structured_data(self) -> list[dict[str, Any]]:
        if not self.steps:
            return []
        steps = [
            [_said(way) for way in ways]
            for phase in phases(self.steps)
            for ways in phase.steps
        ]
        return [how_to(self.title, self.summary, steps)]


def _said(way: PublishedLine) -> str:
    """A way of a step, its channel first."""
    label = way["channel_label"]
    return f"{label} : {way['text']}" if label else str(way["text"])


class Procedure(Page):
    """A page of the rubriques creation, demarches and suivi."""

    KIND = "procedure"
    REVIEWS = (review_checks,)
    FILES = ("creation", "demarches", "suivi")
    ADDRESS = "/guide/{slug}/"
    ANCHORS = BLOCK_ANCHORS
    PUBLISHED = PublishedProcedure
    RECORD = record_names(PublishedProcedure)

    web = models.BooleanField(
        "par le site web",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    app = models.BooleanField(
        "par l'appli",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    smartphone_only = models.BooleanField(
        "smartphone uniquement", default=False, help_text="Ni ordinateur, ni tablette."
    )
    access = access_field()
    video_announced = models.BooleanField(
        "tutoriel vidéo annoncé",
        default=False,
        help_text="Le guide porte le pictogramme vidéo.",
    )
    video_url = AddressField("adresse du tutoriel")

    class Meta(Publishable.Meta):
        verbose_name = "démarche"
        verbose_name_plural = "démarches"

    @classmethod
    def advise(cls, record: dict, texts: list[str]) -> Iterator[Advice]:
        yield from undeclared_durations(record, texts)
