"""What is committed in the database, as one JSON line."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from content.models import Edition, Page


class Command(BaseCommand):
    help = "Dit en une ligne JSON l'intégrité de la base et ses pages."
    # Django 6 asks the database, which this does without
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        try:
            editions = Edition.objects.current().exclude(
                kind__in=["section", "term", "synonym", "outside", "language"]
            )
            numbers = dict(editions.values_list("slug", "number"))
            pages = {
                slug: {"title": title, "edition": numbers.get(slug)}
                for slug, title in Page.objects.values_list("slug", "title")
            }
            state = {"integrity": self.integrity(), "pages": pages}
        except DatabaseError as error:
            state = {"integrity": f"base illisible : {error}", "pages": {}}
        self.stdout.write(json.dumps(state, ensure_ascii=False))

    def integrity(self) -> str:
        if connection.vendor != "sqlite":
            return "ok"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            return cursor.fetchone()[0]
