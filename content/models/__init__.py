"""The rows that staff write, and the editions that readers read."""

from content.models.alerts import Alert
from content.models.base import Line, Origin, Publishable, Recorded, origin_field
from content.models.desk import Work
from content.models.editions import Edition, Permanent
from content.models.pages import Article, Notice, Page, Part, Section
from content.models.words import Synonym, Term

__all__ = [
    "Alert",
    "Article",
    "Edition",
    "Line",
    "Notice",
    "Origin",
    "Page",
    "Part",
    "Permanent",
    "Publishable",
    "Recorded",
    "Section",
    "Synonym",
    "Term",
    "Work",
    "origin_field",
]
