"""The links out of the guide, checked one by one."""

from typing import Any

from django.core.management.base import BaseCommand

from guide_portal.desk.link_checker import check_all


class Command(BaseCommand):
    help = "Vérifie les liens vers d'autres sites ; les résultats sont à la rédaction."

    def handle(self, **options: Any) -> None:
        broken = check_all(self.stdout.write)
        self.stdout.write(f"{broken} lien(s) à revoir.")
