"""A copy of the database, while serving."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from content.operations import backup


class Command(BaseCommand):
    help = "Copie la base de données, sans arrêter le site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")

    def handle(self, file: Path, **options: Any) -> None:
        try:
            version = backup.backup(file)
        except (OSError, DatabaseError, backup.BackupError) as error:
            raise CommandError(f"La copie n'a pas été faite : {error}") from error
        size = file.stat().st_size // 1024
        self.stdout.write(f"Copie écrite : {file} ({size} Ko, version {version}).")
