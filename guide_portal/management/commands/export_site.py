"""The public site as static files: the mirror for the day everything else is down."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.snapshot import store
from guide_portal.sharing import static_export


class Command(BaseCommand):
    help = "Écrit tout le site public en fichiers, pour n'importe quel serveur web."
    # Django 6 asks the database, which this does without
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DOSSIER")

    def handle(self, folder: Path, **options: Any) -> None:
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(
                f"« {folder} » n'est pas vide : choisir un autre dossier."
            )
        try:
            done = static_export.export_site(folder)
        except (
            static_export.IncompleteExportError,
            store.NoSnapshotError,
            OSError,
        ) as error:
            raise CommandError(
                f"Le site n'a pas été écrit en entier : {error}"
            ) from error
        told = ", ".join(f"{number} {name}" for name, number in done.items())
        self.stdout.write(f"Site écrit dans {folder} : {told}.")
