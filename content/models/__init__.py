"""The rows that staff write, and the editions that readers read."""

from content.models.alerts import Alert
from content.models.base import Line, Origin, Publishable, Recorded, origin_field
from content.models.editions import Edition, Permalink
from content.models.pages import Article, ArticleSection, Notice, Page, Section
from content.models.words import Synonym, Term
from content.models.workflow import DraftState

__all__ = [
    "Alert",
    "Article",
    "ArticleSection",
    "DraftState",
    "Edition",
    "Line",
    "Notice",
    "Origin",
    "Page",
    "Permalink",
    "Publishable",
    "Recorded",
    "Section",
    "Synonym",
    "Term",
    "origin_field",
]
