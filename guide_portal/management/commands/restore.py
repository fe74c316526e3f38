"""A copy put back in place of the database, while serving."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from content.operations import backup
from content.publishing import snapshot_file


class Command(BaseCommand):
    help = "Remet une copie à la place de la base de données, sans arrêter le site."
    # the database that is put right is often one that no check could read
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER")

    def handle(self, file, **options):
        try:
            aside = backup.restore(file)
        except (backup.BackupError, DatabaseError) as error:
            raise CommandError(f"Rien n'a été remis en place : {error}") from error
        number = snapshot_file.write_snapshot().number
        self.stdout.write(f"Copie remise en place : publication {number}.")
        if aside:
            self.stdout.write(
                f"La base illisible est gardée dans « {aside} ». Redémarrez le site : "
                "jusque-là, la rédaction parlerait encore à l'ancienne."
            )
