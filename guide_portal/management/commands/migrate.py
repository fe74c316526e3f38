"""Django's `migrate`, blind to wording: see `management/autodetector.py`."""

from django.core.management.commands import migrate

from guide_portal.management.autodetector import WordlessAutodetector


class Command(migrate.Command):
    autodetector = WordlessAutodetector
