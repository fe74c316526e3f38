"""Everything a server needs before it starts: database, guide, snapshot, static."""

import hashlib
import os
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from content.operations.private_files import close_data_folder, private_folder
from content.publishing import snapshot_file
from guide_portal.desk import second_factor
from guide_portal.desk.roles import ROLES, group_of


class Command(BaseCommand):
    help = "Prépare la base, le guide, l'instantané et les fichiers statiques."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        private_folder(settings.DATA_DIR)
        if connection.vendor == "sqlite":
            settings.DATABASE_FILE.touch()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        second_factor.make_key()
        second_factor.encrypt_old_secrets()
        for role in ROLES:
            group_of(role)
        collect_static()
        try:
            call_command("load_guide", stdout=self.stdout, stderr=self.stderr)
        except SystemExit:
            self.stderr.write("Le guide déjà publié reste servi.")
        if snapshot_file.mark_in_file() != snapshot_file.wanted_mark():
            snapshot_file.write_snapshot()
        close_data_folder()


def collect_static() -> None:
    """Collects and compresses static files, unless none changed since last time."""
    seen = sorted(
        (name, storage.path(name), os.stat(storage.path(name)).st_mtime_ns)
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    digest = hashlib.sha256(repr(seen).encode()).hexdigest()
    mark = settings.STATIC_ROOT / ".collected"
    if not mark.exists() or mark.read_text() != digest:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(digest)
