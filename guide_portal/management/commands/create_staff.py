"""A staff account, with its role."""

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guide_portal.desk.roles import ROLES, group_of


class Command(BaseCommand):
    help = "Crée un compte de la rédaction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOM")
        parser.add_argument("--role", choices=ROLES, required=True)

    def handle(self, name: str, role: str, **options: Any) -> None:
        if User.objects.filter(username=name).exists():
            raise CommandError(
                f"Le compte « {name} » existe déjà : choisir un autre nom."
            )
        password = os.environ.get("GUIDE_STAFF_PASSWORD") or getpass("Mot de passe : ")
        user = User(username=name, is_staff=True, is_superuser=role == ROLES[2])
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        user.groups.add(group_of(role))
        self.stdout.write(f"Compte « {name} » créé, rôle {role}.")
