"""schema.org data for search engines."""

from typing import Any

from django.http import HttpRequest

from content.pages.http import absolute
from content.text.markup import plain

CONTEXT = "https://schema.org"


def breadcrumb(request: HttpRequest, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["title"],
                "item": absolute(request, crumb["url"]),
            }
            for position, crumb in enumerate(crumbs, 1)
        ],
    }


def how_to(page: dict[str, Any]) -> dict[str, Any]:
    """The steps of a démarche."""
    return {
        "@context": CONTEXT,
        "@type": "HowTo",
        "name": page["title"],
        "description": page["summary"],
        "inLanguage": "fr",
        "step": [
            {"@type": "HowToStep", "text": plain(step["text"])}
            for step in page["steps"]
        ],
    }


def questions(pairs: list[tuple[str, str]]) -> dict[str, Any]:
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
