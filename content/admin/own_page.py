"""A line of a text that has a page of its own at the desk: a table, a question."""

from typing import Any

from django.http import HttpRequest

from content.admin.edit_conflicts import GuardedAdmin
from content.publishing import draft_history, workflow


class OwnPageAdmin(GuardedAdmin):
    """Deleting the line is a change of its text, like any other."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """A line deleted by its own page is a change of its text."""
        root, user = self.root(obj), request.user.get_username()
        super().delete_model(request, obj)
        workflow.note_edited(root, user)
        draft_history.keep_version(root, user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for line in queryset:
            self.delete_model(request, line)
