"""Models: the rows that staff write, and the editions that readers read."""

from content.models.alerts import Alert
from content.models.articles import (
    Article,
    ArticleLine,
    ArticleSection,
    PublishedArticle,
)
from content.models.base import (
    Line,
    Origin,
    Publishable,
    Recorded,
    Remark,
    origin_field,
)
from content.models.drafts import DraftVersion
from content.models.editions import Edition, Permalink
from content.models.outside import OutsideTopic, PublishedOutsideTopic
from content.models.pages import Notice, Page
from content.models.published import Published, PublishedLine, PublishedPage
from content.models.sections import PublishedSection, Section
from content.models.sources import CitedLine, PublishedSource, Source
from content.models.words import Language, PublishedTerm, Synonym, Term
from content.models.workflow import DraftState, ScheduledEdition

__all__ = [
    "Alert",
    "Article",
    "ArticleLine",
    "ArticleSection",
    "CitedLine",
    "DraftState",
    "DraftVersion",
    "Edition",
    "Language",
    "Line",
    "Notice",
    "Origin",
    "OutsideTopic",
    "Page",
    "Permalink",
    "Publishable",
    "Published",
    "PublishedArticle",
    "PublishedLine",
    "PublishedOutsideTopic",
    "PublishedPage",
    "PublishedSection",
    "PublishedSource",
    "PublishedTerm",
    "Recorded",
    "Remark",
    "ScheduledEdition",
    "Section",
    "Source",
    "Synonym",
    "Term",
    "origin_field",
]
