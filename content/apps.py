"""App config: the name of this floor for staff."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "contenu"
