"""A portal in this process, put back to its first day before each sequence: its people,
its pages, what they typed and what of it may be read."""

import atexit
import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="guide-desk-"))
PEOPLE = (("rene", "redacteur"), ("lea", "relecteur"), ("ada", "administrateur"))
POOL = (
    *("payer-creance", "autoriser-contact", "demander-aliments-sans-gluten"),
    *("verifier-affiliation", "demander-remboursement-transport-personnel"),
)
WORD = re.compile(r"zq\d+x")


def start(database: str = "") -> None:
    """Django set up on a folder of its own, the guide published, three accounts."""
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    os.environ.update(
        GUIDE_DATA=str(FOLDER / "data"),
        GUIDE_SECRET_KEY="x" * 50,
        GUIDE_STAFF_PASSWORD="une phrase bien longue",
        DJANGO_SETTINGS_MODULE="guide_portal.settings",
        DATABASE_URL=database,
    )
    import django

    django.setup()
    import logging

    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.ERROR)
    setup_test_environment()
    with (FOLDER / "log").open("w") as log:
        call_command("prepare", stdout=log, stderr=log)
        for name, role in PEOPLE:
            call_command("create_staff", name, role=role, stdout=log)
    _keep_first_day()


def _keep_first_day() -> None:
    from django.conf import settings
    from django.db import connection

    shutil.copy(settings.SNAPSHOT_FILE, FOLDER / "first-snapshot")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(settings.DATABASE_FILE, FOLDER / "first-day")
    else:
        _maintain(f'CREATE DATABASE first_day TEMPLATE "{_name()}"')


def first_day() -> None:
    """Everything as it was at the start."""
    from django.conf import settings
    from django.db import connection

    from content.snapshot import store

    connection.close()
    if connection.vendor == "sqlite":
        for end in ("-wal", "-shm"):
            Path(f"{settings.DATABASE_FILE}{end}").unlink(missing_ok=True)
        shutil.copy(FOLDER / "first-day", settings.DATABASE_FILE)
    else:
        _maintain(
            f'DROP DATABASE "{_name()}" WITH (FORCE)',
            f'CREATE DATABASE "{_name()}" TEMPLATE first_day',
        )
    for path in settings.DATA_DIR.glob("*snapshot*"):
        path.unlink()
    shutil.copy(FOLDER / "first-snapshot", settings.SNAPSHOT_FILE)
    store._held.snapshot, store._held.mark = None, ()


def _name() -> str:
    from django.db import connection

    return connection.settings_dict["NAME"]


def _maintain(*statements: str) -> None:
    """Statements about whole databases, from a third one."""
    import psycopg
    from django.db import connection

    with contextlib.suppress(AttributeError):
        connection.close_pool()
    connection.close()
    known = connection.settings_dict
    place = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as maintenance:
        for statement in statements:
            maintenance.execute(statement)  # type: ignore[call-overload]
