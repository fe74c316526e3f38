"""The démarches, their lines, their eligibility tables."""

from procedures.models.checks import Answer, Check, Question, Rule
from procedures.models.lines import Deadline, Requirement, Step
from procedures.models.pages import (
    BLOCK_ANCHORS,
    Procedure,
    PublishedProcedure,
    review_checks,
)
from procedures.models.published import PublishedFiche
from procedures.models.resources import PublishedResource, Resource

__all__ = [
    "BLOCK_ANCHORS",
    "Answer",
    "Check",
    "Deadline",
    "Procedure",
    "PublishedFiche",
    "PublishedProcedure",
    "PublishedResource",
    "Question",
    "Requirement",
    "Resource",
    "Rule",
    "Step",
    "review_checks",
]
