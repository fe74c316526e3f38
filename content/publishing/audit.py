"""The journal: who did what and why, written by whoever acts, changed by nobody."""

import getpass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model

Person = Any  # an account of the desk
MACHINE = "exploitation"  # the account of commands: nobody can sign in with it
FROM_FILES = "fichiers"  # the end of an edition's author, when files brought its text


def log_action(user: Person, about: Any, told: str) -> None:
    """Writes what somebody did to a text, an account, the files."""
    LogEntry.objects.log_actions(user.pk, [about], CHANGE, told, single_object=True)


def operator() -> Person:
    """The account in whose name commands act; a person of the machine is behind."""
    User = get_user_model()
    made, _ = User.objects.get_or_create(
        username=MACHINE,
        defaults={
            "is_active": False,
            "first_name": "Commandes de la machine",
            "password": "!",  # none fits
        },
    )
    return made


def operator_name() -> str:
    """Who types the command, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without names
        return MACHINE
