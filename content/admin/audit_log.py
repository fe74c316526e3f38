"""The journal: who did what, written here and changed by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest


def log_action(user: Any, about: Any, told: str) -> None:
    """Writes what somebody did to a text, an account, the files."""
    LogEntry.objects.log_actions(user.pk, [about], CHANGE, told, single_object=True)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at, never written."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
