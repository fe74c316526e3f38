"""Database → YAML, canonical: after a load, the same bytes."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from content.publishing import exporter


class Command(BaseCommand):
    help = "Écrit le guide de la base de données en fichiers YAML."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.GUIDE_DIR,
            metavar="DOSSIER",
        )

    def handle(self, folder, **options):
        paths = exporter.export_guide(folder)
        self.stdout.write(f"{len(paths)} fichiers écrits dans {folder}.")
