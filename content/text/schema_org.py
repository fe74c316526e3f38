"""schema.org data for search engines. Pure."""

from typing import Any, NamedTuple

from content.text.markup import plain

CONTEXT = "https://schema.org"


class Crumb(NamedTuple):
    """A page on the way to another; its whole address."""

    title: str
    address: str


class QuestionAnswer(NamedTuple):
    """A question with its answer, in plain text."""

    question: str
    answer: str


def breadcrumb_list(crumbs: list[Crumb]) -> dict[str, Any]:
    """The way to a page."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": address}
            for place, (title, address) in enumerate(crumbs, 1)
        ],
    }


def how_to(title: str, summary: str, steps: list[list[str]]) -> dict[str, Any]:
    """Something done in steps, each by one of its ways.

    >>> step, = how_to("Créer", "", [["**Agence** : demander", "Appeler"]])["step"]
    >>> step["text"]
    'Agence : demander OU Appeler'
    """
    return {
        "@context": CONTEXT,
        "@type": "HowTo",
        "name": title,
        "description": summary,
        "inLanguage": "fr",
        "step": [_step([plain(way) for way in ways]) for ways in steps],
    }


def _step(ways: list[str]) -> dict[str, Any]:
    step = {"@type": "HowToStep", "text": " OU ".join(ways)}
    if len(ways) < 2:
        return step
    return step | {
        "itemListElement": [{"@type": "HowToDirection", "text": way} for way in ways]
    }


def faq_page(pairs: list[QuestionAnswer]) -> dict[str, Any]:
    """Questions with their answers."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "inLanguage": "fr",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in pairs
        ],
    }
