"""A line of a text that has a page of its own at the desk: a table, a question."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from content.admin.edit_conflicts import GuardedAdmin
from content.publishing import draft_history, workflow


def sources_last(names: Sequence[Any]) -> list[Any]:
    """The fields of a line, what it says before where that was read."""
    return sorted(names, key=lambda name: name == "sources")


class OwnPageAdmin(GuardedAdmin):
    """Deleting the line is a change of its text, like any other."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return sources_last(super().get_fields(request, obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """A line deleted by its own page is a change of its text."""
        root, user = self.root(obj), request.user.get_username()
        super().delete_model(request, obj)
        workflow.note_edited(root, user)
        draft_history.keep_version(root, user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for line in queryset:
            self.delete_model(request, line)
