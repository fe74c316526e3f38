"""The démarches, their lines, their eligibility tables."""

from procedures.models.acting import ActedLine, Actor
from procedures.models.checks import Answer, Check, Question, Rule
from procedures.models.how_to import HowTo, Message
from procedures.models.lines import Deadline, Requirement, Step
from procedures.models.pages import (
    BLOCK_ANCHORS,
    Procedure,
    PublishedProcedure,
    review_checks,
)
from procedures.models.published import HowToBlocks, PublishedFiche, blocks_of
from procedures.models.resources import PublishedResource, Resource

__all__ = [
    "BLOCK_ANCHORS",
    "ActedLine",
    "Actor",
    "Answer",
    "Check",
    "Deadline",
    "HowTo",
    "HowToBlocks",
    "Message",
    "Procedure",
    "PublishedFiche",
    "PublishedProcedure",
    "PublishedResource",
    "Question",
    "Requirement",
    "Resource",
    "Rule",
    "Step",
    "blocks_of",
    "review_checks",
]
