"""A copy put back in place of the database, while serving."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from content.operations import backup
from content.operations.private_files import close_data_folder
from content.publishing import permalinks, snapshot_file
from content.publishing.permalinks import PermalinkLine
from guide_portal.desk.roles import ROLES, group_of

MAX_LISTED = 8  # pages


class Command(BaseCommand):
    help = "Remet une copie à la place de la base de données, sans arrêter le site."
    # the database that is put right is often one that no check could read
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument(
            "--check",
            action="store_true",
            help="dit de quelle version est la copie, sans rien remettre",
        )

    def handle(self, file: Path, check: bool, **options: Any) -> None:
        try:
            if check:
                version = backup.inspect(file)
                self.stdout.write(f"« {file} » peut être remise : version {version}.")
                return
            names = self.names()
            done = backup.restore(file)
        except (backup.BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"Rien n'a été remis en place : {error}") from error
        try:
            for role in ROLES:
                group_of(role)
            kept = self.keep(names)
            number = snapshot_file.write_snapshot().number
        except Exception as error:
            self.undo(done, error)
        finally:
            close_data_folder()
        self.report(done, number)
        if kept:
            told = ", ".join(kept[:MAX_LISTED]) + (
                " …" if len(kept) > MAX_LISTED else ""
            )
            self.stdout.write(
                f"Publiées depuis la copie, {len(kept)} page(s) n'y sont pas : {told}. "
                "Leurs numéros imprimés restent les leurs ; leurs textes sont dans la "
                "base gardée."
            )

    def names(self) -> list[PermalinkLine]:
        """The names published here, nothing from a database that cannot be read."""
        if connection.vendor == "sqlite" and not settings.DATABASE_FILE.exists():
            return []  # asking would make an empty one
        try:
            return permalinks.permalinks()
        except DatabaseError:
            connection.close()
            return []

    def keep(self, names: list[PermalinkLine]) -> list[str]:
        """Names published after the copy was made keep their numbers: no printed link
        ever leads to another page. Those that the copy did not know."""
        known = {name.slug for name in permalinks.permalinks()}
        with transaction.atomic():
            permalinks.enter(names)
        return [name.slug for name in names if name.slug not in known]

    def undo(self, done: Any, error: Exception) -> None:
        """The copy is in place and readers cannot have it: back to what was there."""
        kept = done.replaced or "nulle part : il n'y en avait pas"
        try:
            if done.replaced is None:
                raise CommandError("la base d'avant n'existait pas")
            backup.put_back(done)
        except Exception as again:
            raise CommandError(
                f"La copie est en place, mais le site n'a pas pu en être refait "
                f"({error}), et la base d'avant n'a pas pu être remise ({again}). Elle "
                f"est gardée : {kept}."
            ) from error
        raise CommandError(
            f"La copie a été essayée puis retirée : le site n'a pas pu en être refait "
            f"({error}). La base d'avant est de nouveau en place."
        ) from error

    def report(self, done: Any, number: int) -> None:
        self.stdout.write(
            f"Copie remise en place : version {done.version}, publication {number}."
        )
        if done.version.outdated:
            self.stdout.write("Elle a été mise à jour pour ce portail.")
        if done.replaced:
            self.stdout.write(f"La base remplacée est gardée : {done.replaced}")
        if done.restart:
            self.stdout.write(
                "Redémarrez le site : jusque-là, la rédaction parlerait encore à "
                "l'ancienne base."
            )
