"""Django's `makemigrations`, blind to wording: see `management/autodetector.py`."""

from django.core.management.commands import makemigrations

from guide_portal.management.autodetector import WordlessAutodetector


class Command(makemigrations.Command):
    autodetector = WordlessAutodetector
