"""App config: the name of this floor for staff."""

from django.apps import AppConfig


class TroubleshootingConfig(AppConfig):
    name = "troubleshooting"
    verbose_name = "dépannage"
