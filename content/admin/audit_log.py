"""Audit log at the desk: looked at, changed by nobody."""

from django.contrib import admin

from content.publishing.audit import log_action

__all__ = ["ReadOnlyAdmin", "log_action"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at, never written."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
