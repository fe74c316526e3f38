"""Rendering: a record made ready to be read, every field present, French spaces
everywhere, prose as HTML with the first use of each term of the lexique linked."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.fields import (
    ListField,
    ProseField,
    ReferenceField,
    ReferenceListField,
    SourceListField,
)
from content.models import Recorded
from content.records.schema import complete, fields_of
from content.text import markup
from content.text.markup import Prose

NOT_TEXT = (
    *(ReferenceField, ReferenceListField, SourceListField),
    *(models.SlugField, models.URLField),
)


class Terms:
    """Links the first use of each term on one page. `links`: word → address."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.links = links
        self.seen: set[str] = set()
        words = sorted(map(re.escape, links), key=len, reverse=True)
        self.pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(words) or '(?!)'})(?![\w-])"
        )

    def link(self, word: str) -> str | None:
        address = self.links[word]
        if address in self.seen:
            return None
        self.seen.add(address)
        return format_html('<a class="term" href="{}">{}</a>', address, word)

    def html(self, text: str) -> SafeString:
        # nh3 has cleaned this HTML: only its own few tags are left
        return SafeString(
            markup.mark_terms(markup.to_html(text), self.pattern, self.link)
        )


def present(
    model: type[Recorded], record: dict[str, Any], links: Mapping[str, str]
) -> dict[str, Any]:
    """The record ready for a template."""
    return _present(model, complete(model, record), Terms(links))


def _present(model: type[Recorded], full: dict[str, Any], terms: Terms) -> dict:
    for name, part in fields_of(model).items():
        value = full[name]
        if part.one_to_many:
            full[name] = [_present(part.related_model, line, terms) for line in value]
        elif isinstance(part, ProseField):
            full[name] = Prose(value)
            full[name].html = terms.html(value)
        elif isinstance(part, ListField) and not isinstance(part, NOT_TEXT):
            full[name] = [markup.typography(item) for item in value]
        elif isinstance(value, str) and not isinstance(part, NOT_TEXT):
            full[name] = markup.typography(value)
    return full
