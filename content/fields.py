"""Model fields that a record is made of, and how each reads a value of a file."""

import datetime
import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils import timezone

from content.form_fields import LinesField, PairsField, ProseWidget, WhenLinesField

https_only = URLValidator(
    schemes=["https"], message="Il faut une adresse complète en https://."
)
validate_key = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    "« %(value)s » n'est pas une clé : des lettres sans accent, des chiffres et des "
    "tirets, en minuscules.",
)
OPTIONS: dict[str, Any] = {}  # of a field, before those of its kind
REFERENCE = re.compile(r"(?:[a-z0-9-]+)?(?:#[a-z0-9-]+)?|/[a-z0-9/-]*(?:#[a-z0-9-]+)?")
# « 20226 » and « 0206 » are slips, and break what adds months to a date
LAST_YEAR = 2100


def validate_sensible_date(value: datetime.date) -> None:
    """Refuses the dates of a slip of the keys, which no calendar can add to."""
    if not 1990 <= value.year < LAST_YEAR:
        raise ValidationError(f"L'année {value.year} n'est pas une année du guide.")


def validate_past_date(value: datetime.date) -> None:
    """Refuses tomorrow: a check was made, or will be written down then."""
    validate_sensible_date(value)
    if value > timezone.localdate():
        raise ValidationError("Cette date est dans l'avenir.")


def validate_reference(value: str) -> None:
    if not REFERENCE.fullmatch(value):
        raise ValidationError(
            f"« {value} » n'est pas un renvoi : écrire le nom d'une fiche "
            "(« code-oublie »), d'un bloc (« #delais ») ou une adresse du guide "
            "(« /contacts/ »)."
        )


class KeyField(models.SlugField):
    """A permanent name without accents: an anchor, a slug, an answer."""

    default_validators = [validate_key]
    formfield = models.CharField.formfield  # its own rule alone, never Django's too

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 80)
        super().__init__(*args, **options)


class AddressField(models.URLField):
    """A whole address of another site, always in https."""

    default_validators = [https_only]

    def __init__(self, *args: Any, **options: Any) -> None:
        options = OPTIONS | {"blank": True, "default": ""} | options
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        # « ameli.fr » typed alone means https, never http
        return super().formfield(assume_scheme="https", **options)


class ProseField(models.TextField):
    """Text with bold and links, shown as HTML."""

    def formfield(self, **options: Any) -> Any:
        # stock admin has a widget of its own for long texts
        made = super().formfield(**{**options, "widget": ProseWidget})
        assert made
        made.widget.attrs |= {"rows": 3, "class": "vLargeTextField"}
        return made


class ReferenceField(models.CharField):
    """The slug of a page, `#key` of a block, `slug#key`, or an address of the guide."""

    default_validators = [validate_reference]

    def __init__(self, *args: Any, **options: Any) -> None:
        options = OPTIONS | {"max_length": 120, "blank": True, "default": ""} | options
        super().__init__(*args, **options)


class ListField(models.JSONField):
    """A list of short texts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options = OPTIONS | {"blank": True, "default": list} | options
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        return LinesField(
            required=not self.blank, label=self.verbose_name, help_text=self.help_text
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ValidationError("Il faut une liste de textes.")
        if any(not word.strip() for word in value):
            raise ValidationError("Un texte de la liste est vide : le supprimer.")


class ReferenceListField(ListField):
    """A list of slugs of pages."""


class SourceListField(ListField):
    """The names of the sources that a line cites; none: the guide itself."""


class OrderedJSONField(models.JSONField):
    """A value whose keys keep their order, in PostgreSQL too (`jsonb` sorts)."""

    def db_type(self, connection: Any) -> str | None:
        return (
            "json" if connection.vendor == "postgresql" else super().db_type(connection)
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not isinstance(value, str):
            return value
        return super().from_db_value(value, expression, connection)

    def get_db_prep_value(
        self, value: Any, connection: Any, prepared: bool = False
    ) -> Any:
        if connection.vendor == "postgresql" and isinstance(value, (dict, list)):
            return json.dumps(value, ensure_ascii=False)
        return super().get_db_prep_value(value, connection, prepared)


class PairsByKeyField(OrderedJSONField):
    """Keys and values; none by default."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options = OPTIONS | {"blank": True, "default": dict} | options
        super().__init__(*args, **options)


class WhenField(PairsByKeyField):
    """Question key → answer keys: `{email: [non, inconnu]}`."""

    def formfield(self, **options: Any) -> Any:
        return WhenLinesField(required=False, label=self.verbose_name)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        fits = isinstance(value, dict) and all(
            isinstance(answers, list) and all(isinstance(key, str) for key in answers)
            for answers in value.values()
        )
        if not fits:
            raise ValidationError("Il faut « question: [réponse, réponse] ».")


class MovedField(PairsByKeyField):
    """Former key → the key that replaced it, or nothing: old links still arrive."""

    def formfield(self, **options: Any) -> Any:
        return PairsField(required=False, label=self.verbose_name)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError("Il faut « ancienne: nouvelle ».")
        for key in [*value, *filter(None, value.values())]:
            if not isinstance(key, str):
                raise ValidationError("Il faut « ancienne: nouvelle ».")
            validate_key(key)


class PagesByWordsField(PairsByKeyField):
    """Words → the page they lead to: `{lost card: declarer-perte-vol-carte-vitale}`."""

    def formfield(self, **options: Any) -> Any:
        told = "Une ligne par expression : « lost card: nom-de-la-page »."
        return PairsField(required=False, label=self.verbose_name, help_text=told)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError("Il faut « mots: page ».")
        for words, page in value.items():
            if not isinstance(page, str) or not words.strip():
                raise ValidationError("Il faut « mots: page ».")
            validate_key(page)
