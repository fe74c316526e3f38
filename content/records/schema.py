"""The schema of records, read off the models: kinds, fields, lines, defaults."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from content.fields import (
    PagesByWordsField,
    ProseField,
    ReferenceField,
    ReferenceListField,
)
from content.models import Page, Publishable, Recorded

Part = Any  # models.Field or models.ManyToOneRel: `one_to_many` tells them apart

# the fields that name pages
REFERENCES = (ReferenceField, ReferenceListField, PagesByWordsField)


@cache
def kinds() -> dict[str, type[Publishable]]:
    """Every kind of record, by name; sections first, since pages stand in them."""
    found = [m for m in apps.get_models() if issubclass(m, Publishable) and m.KIND]
    # sorting is stable: the other kinds keep the order of the applications
    return {m.KIND: m for m in sorted(found, key=lambda m: m.KIND != "section")}


def non_page_kinds() -> list[str]:
    """The kinds that are no page: sections, words."""
    return [kind for kind, model in kinds().items() if not issubclass(model, Page)]


def has_address(kind: str) -> bool:
    """Whether the slugs of a kind are addresses of their own."""
    return kinds()[kind].HAS_ADDRESS


def silent_fields(kind: str) -> dict[str, frozenset[str]]:
    """What readers do not read of a kind: the page's fields under "", then those of
    each of its lines."""
    model = kinds()[kind]
    lines = {n: p for n, p in fields_of(model).items() if p.one_to_many}
    return {"": model.SILENT} | {n: p.related_model.SILENT for n, p in lines.items()}


def is_indexed(model: type[Recorded], name: str) -> bool:
    """Whether the search reads a field: all prose, and what the model adds."""
    return name in model.INDEXED or isinstance(fields_of(model)[name], ProseField)


@cache
def fields_of(model: type[Recorded]) -> dict[str, Part]:
    """The fields and child relations of a record, in order."""
    return {name: model._meta.get_field(name) for name in model.RECORD}


def line_paths(model: type[Recorded], prefix: str = "") -> Iterator[str]:
    """Every child relation, nested ones included, as `prefetch_related` wants them."""
    for name, part in fields_of(model).items():
        if part.one_to_many:
            yield prefix + name
            yield from line_paths(part.related_model, f"{prefix}{name}__")


def _default(field: models.Field) -> Any:
    return None if field.null else field.get_default()


@cache
def _blank(model: type[Recorded]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, [] if part.one_to_many else _default(part))
        for name, part in fields_of(model).items()
    )


def complete(model: type[Recorded], record: dict[str, Any]) -> dict[str, Any]:
    """The record with every field present, its lines too.

    >>> from content.models import Synonym
    >>> complete(Synonym, {"slug": "vitale"})
    {'slug': 'vitale', 'words': []}
    """
    full = dict(_blank(model)) | record
    for name, part in fields_of(model).items():
        if part.one_to_many:
            full[name] = [complete(part.related_model, line) for line in full[name]]
    return full
