"""Migrations without wording: labels, help and choices are read from the models, so
that a better sentence is no migration."""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState

WORDING = ("verbose_name", "verbose_name_plural")


class WordlessAutodetector(MigrationAutodetector):
    """Compares models as databases see them."""

    def __init__(self, from_state: Any, to_state: Any, questioner: Any = None) -> None:
        super().__init__(without_words(from_state), without_words(to_state), questioner)


def without_words(state: ProjectState) -> ProjectState:
    """The same state, its models and fields without what only people read."""
    for model in state.models.values():
        for name in WORDING:
            model.options.pop(name, None)
        for field in model.fields.values():
            field._verbose_name = None
            field.help_text, field.choices = "", None
    return state
