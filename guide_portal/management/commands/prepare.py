"""Everything a server needs before it starts: database, guide, snapshot, static."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from content import publishing, store


class Command(BaseCommand):
    help = "Prépare la base, le guide, l'instantané et les fichiers statiques."
    requires_system_checks = []

    def handle(self, **options):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        settings.DATABASE_FILE.touch()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        try:
            call_command("load_guide", stdout=self.stdout, stderr=self.stderr)
        except SystemExit:
            self.stderr.write("Le guide déjà publié reste servi.")
        if store.file_number() != publishing.number():
            store.write()
