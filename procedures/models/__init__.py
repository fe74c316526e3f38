"""The démarches, their lines, their eligibility tables."""

from procedures.models.checks import Answer, Check, Question, Rule
from procedures.models.lines import Deadline, Requirement, Step
from procedures.models.pages import Procedure, Resource, review_checks

__all__ = [
    "Answer",
    "Check",
    "Deadline",
    "Procedure",
    "Question",
    "Requirement",
    "Resource",
    "Rule",
    "Step",
    "review_checks",
]
