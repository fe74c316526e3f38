"""Purge: what is too old goes; a server does it by itself each hour."""

from typing import Any

from django.core.management.base import BaseCommand

from guide_portal.feedback.retention import purge_old


class Command(BaseCommand):
    help = "Efface les avis et les recherches de plus d'un an, et les sessions finies."

    def handle(self, **options: Any) -> None:
        done = purge_old()
        self.stdout.write(", ".join(f"{name} : {n}" for name, n in done.items()) + ".")
