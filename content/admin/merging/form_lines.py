"""Inline formsets: the lines of a form, there under their numbers, made anew, put in
order."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

Formset = type[BaseInlineFormSet]


def has_lines(kinds: Iterable[Formset], data: QueryDict, row: models.Model) -> bool:
    """Whether every line of the form is there under its number: a text that was
    restored has the same lines under others."""
    for Kind in kinds:
        lines = Kind(data, instance=row)
        known = {str(pk) for pk in lines.get_queryset().values_list("pk", flat=True)}
        names = [form.add_prefix("id") for form in lines.initial_forms]
        if not {data.get(name, "") for name in names} <= known:
            return False
    return True


def as_new_lines(kinds: Iterable[Formset], data: QueryDict) -> QueryDict:
    """The form of a text that is there no more, every line of it a new one."""
    fresh = data.copy()
    for Kind in kinds:
        prefix, foreign = Kind.get_default_prefix(), Kind.fk.name  # type: ignore[attr-defined]
        fresh[f"{prefix}-INITIAL_FORMS"] = "0"
        for number in range(len(Kind(fresh).forms)):
            for name in ("id", foreign):
                fresh[f"{prefix}-{number}-{name}"] = ""
    return fresh


def renumber(formset: Any) -> None:
    """Places without holes, in the order asked for; who was given the place of another
    comes before it."""
    if not hasattr(formset.model, "position"):
        return
    moved = {line.pk for line, fields in formset.changed_objects if "place" in fields}
    moved |= {line.pk for line in formset.new_objects}
    lines = formset.model.objects.filter(**{formset.fk.name: formset.instance})
    ordered = sorted(lines, key=lambda x: (x.position, x.pk not in moved, x.pk))
    for place, line in enumerate(ordered):
        if line.position != place:
            formset.model.objects.filter(pk=line.pk).update(position=place)
