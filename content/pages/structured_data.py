"""Breadcrumbs as structured data (schema.org)."""

from typing import Any

from django.http import HttpRequest

from content.pages.http import absolute
from content.text.schema_org import Crumb, breadcrumb_list


def breadcrumb(request: HttpRequest, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """The crumbs of a page, with whole addresses."""
    way = [Crumb(crumb["title"], absolute(request, crumb["url"])) for crumb in crumbs]
    return breadcrumb_list(way)
