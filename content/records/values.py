"""The Python value of a field from the plain value that a file gives."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import ListField, MovedField


def from_file(field: models.Field, value: Any) -> Any:
    """The Python value of a plain YAML value; raises ValidationError in French."""
    if isinstance(field, models.JSONField):
        return _structure(field, value)
    if value is None:
        return None if field.null else field.get_default()
    if isinstance(field, models.BooleanField):
        return _expect(isinstance(value, bool), value, "true ou false")
    if isinstance(value, (bool, list, dict)):
        raise ValidationError("il faut un texte ; le mettre entre guillemets.")
    if isinstance(field, models.IntegerField):
        return _expect(isinstance(value, int), value, "un nombre entier")
    if isinstance(field, models.DateField):
        return _date(value)
    return str(value).strip()


def _structure(field: models.JSONField, value):
    expected = list if isinstance(field, ListField) else dict
    if value is None:
        return expected()
    if not isinstance(value, expected):
        name = "une liste" if expected is list else "des clés et des valeurs"
        raise ValidationError(f"il faut {name}.")
    if isinstance(field, MovedField) and isinstance(value, dict):
        return {old: "" if new is None else new for old, new in value.items()}
    if expected is list:
        return [str(v).strip() if isinstance(v, (str, int)) else v for v in value]
    return value


def _expect(fits: bool, value, expected: str):
    if fits:
        return value
    raise ValidationError(f"« {value} » : il faut {expected}.")


def _date(value) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        message = f"« {value} » n'est pas une date : écrire 2026-11-24."
        raise ValidationError(message) from error
