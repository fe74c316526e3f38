"""The journal: who did what, written here and changed by nobody."""

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry


def log_action(user, about, told: str) -> None:
    """Writes what somebody did to a text, an account, the files."""
    LogEntry.objects.log_actions(user.pk, [about], CHANGE, told, single_object=True)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at, never written."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
