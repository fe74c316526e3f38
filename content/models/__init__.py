"""The rows that staff write, and the editions that readers read."""

from content.models.alerts import Alert
from content.models.articles import Article, ArticleSection, PublishedArticle
from content.models.base import (
    Line,
    Origin,
    Publishable,
    Recorded,
    Remark,
    origin_field,
)
from content.models.editions import Edition, Permalink
from content.models.pages import Notice, Page
from content.models.published import Published, PublishedLine, PublishedPage
from content.models.sections import PublishedSection, Section
from content.models.words import PublishedTerm, Synonym, Term
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
    "Published",
    "PublishedArticle",
    "PublishedLine",
    "PublishedPage",
    "PublishedSection",
    "PublishedTerm",
    "Recorded",
    "Remark",
    "Section",
    "Synonym",
    "Term",
    "origin_field",
]
