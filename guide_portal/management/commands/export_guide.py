"""Database → YAML, canonical: after a load, the same bytes."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from content.publishing.guide_files import exporter


class Command(BaseCommand):
    help = "Écrit le guide de la base de données en fichiers YAML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.GUIDE_DIR,
            metavar="DOSSIER",
        )

    def handle(self, folder: Path, **options: Any) -> None:
        paths = exporter.export_guide(folder)
        self.stdout.write(f"{len(paths)} fichiers écrits dans {folder}.")
