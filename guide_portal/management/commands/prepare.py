"""Everything a server needs before it starts: database, guide, snapshot, static."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from content.operations.copy_version import BackupError, read_version
from content.operations.private_files import close_data_folder, private_folder
from content.publishing import snapshot_file
from guide_portal.desk import second_factor
from guide_portal.desk.roles import ROLES, group_of

PREPARE_LOCK = 1956220119  # PostgreSQL's number for the lock of those who prepare
EX_TEMPFAIL = 75  # sysexits' EX_TEMPFAIL: what is missing may come back


class Command(BaseCommand):
    help = "Prépare la base, le guide, l'instantané et les fichiers statiques."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        private_folder(settings.DATA_DIR)
        with one_preparation_at_a_time():
            if connection.vendor == "sqlite":
                settings.DATABASE_FILE.touch()
            self.database()
            for role in ROLES:
                group_of(role)
            collect_static()
            self.guide()
        close_data_folder()

    def database(self) -> None:
        """Its tables, and what is stored in them, as this version has them."""
        applied = MigrationRecorder(connection).applied_migrations()
        if applied:
            try:
                read_version(applied, "Cette base")
            except BackupError as error:
                raise CommandError(f"Rien n'a été touché. {error}") from error
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        second_factor.make_key()
        second_factor.encrypt_old_secrets()

    def guide(self) -> None:
        """The texts of the files, and the snapshot that readers are served from."""
        try:
            call_command("load_guide", stdout=self.stdout, stderr=self.stderr)
        except SystemExit:
            self.stderr.write("Le guide déjà publié reste servi.")
        if snapshot_file.mark_in_file() != snapshot_file.wanted_mark():
            snapshot_file.write_snapshot()


@contextmanager
def one_preparation_at_a_time() -> Iterator[None]:
    """Waits for whoever prepares the same folder or the same database. Raises
    CommandError, of code EX_TEMPFAIL, when the database does not answer."""
    with (settings.DATA_DIR / ".prepare").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARE_LOCK])
            except OperationalError as error:
                raise CommandError(
                    f"PostgreSQL ne répond pas ({str(error).strip()}) : le démarrer, "
                    "ou vérifier DATABASE_URL.",
                    returncode=EX_TEMPFAIL,
                ) from error
        try:
            yield
        finally:
            # the lock ends with the process too, whatever happened
            if connection.vendor == "postgresql":
                with suppress(Error), connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARE_LOCK])


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
