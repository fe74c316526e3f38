"""The version of a copy of the database: the migrations it holds, set against ours."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

Name = tuple[str, str]  # (application, migration)
OURS = ("content", "procedures", "troubleshooting", "guide_portal")


class BackupError(Exception):
    """The copy cannot be made or used; says why, in French. Nothing was changed."""


class CopyVersion(NamedTuple):
    """What a database says of the release that wrote it."""

    applied: frozenset[Name]

    def __str__(self) -> str:
        replaced = {
            n for k, m in _on_disk().items() if k in self.applied for n in m.replaces
        }
        names = sorted(n for n in self.applied - replaced if n[0] in OURS)
        last = dict(names)
        return ", ".join(f"{app} {name[:4]}" for app, name in last.items())

    @property
    def outdated(self) -> bool:
        """Whether migrations of ours are still to be applied to it."""
        return any(not self._holds(key, m) for key, m in _on_disk().items())

    def _holds(self, key: Name, migration: Migration) -> bool:
        replaced = set(migration.replaces)
        return key in self.applied or bool(replaced) and replaced <= self.applied

    def _stops_inside(self, key: Name, migration: Migration) -> bool:
        started = bool(set(migration.replaces) & self.applied)
        return started and not self._holds(key, migration)


class Trial(NamedTuple):
    """A copy read to its end, ready to be put in place: a database of this release, or
    the statements that make one."""

    file: Path
    version: CopyVersion  # before any upgrade


def read_version(applied: Iterable[Name], source: object) -> CopyVersion:
    """The version told by the lines of `django_migrations`. Raises BackupError for a
    copy that is foreign, newer than this release, or older than what it can upgrade."""
    version, known = CopyVersion(frozenset(applied)), _on_disk()
    if not all(any(app == ours for app, _ in version.applied) for ours in OURS):
        raise BackupError(f"« {source} » n'est pas une copie de ce guide.")
    names = known.keys() | {name for m in known.values() for name in m.replaces}
    apps_ = {app for app, _ in known}
    newer = sorted(n for n in version.applied - names if n[0] in apps_)
    if newer:
        raise BackupError(
            f"« {source} » vient d'une version plus récente du portail "
            f"({newer[0][0]} {newer[0][1]}) : mettre d'abord le portail à jour."
        )
    if any(version._stops_inside(key, m) for key, m in known.items()):
        raise BackupError(
            f"« {source} » vient d'une version trop ancienne ({version}) : la remettre "
            "avec la version qui l'a faite, puis passer par la version 1.0."
        )
    return version


def _on_disk() -> dict[Name, Migration]:
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations


def expected_columns() -> dict[str, list[str]]:
    """The tables of this release, each with its columns."""
    return {
        model._meta.db_table: [str(f.column) for f in model._meta.local_concrete_fields]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
