"""Template tags of the desk's home page: what waits, and what one did last."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.contrib.admin.models import LogEntry

from guide_portal.desk.tasks import task_lists

register = template.Library()
MAX_ACTS = 10  # acts


class RecentAct(NamedTuple):
    """What somebody did: to what, how it was told, and where that is, if it is still
    there and theirs to see."""

    about: str
    told: str
    address: str


@register.simple_tag
def recent_acts(user: Any) -> list[RecentAct]:
    """The last acts of somebody on texts; signing in is none."""
    entries = LogEntry.objects.filter(user=user).exclude(content_type__app_label="auth")
    return list(_told(user, entries.select_related("content_type")[:MAX_ACTS]))


def _told(user: Any, entries: Any) -> Iterator[RecentAct]:
    for entry in entries:
        kind = entry.content_type
        model = kind.model_class() if kind else None
        address = ""
        if model and user.has_perm(f"{kind.app_label}.view_{kind.model}"):
            here = model._default_manager.filter(pk=entry.object_id).exists()
            address = entry.get_admin_url() if here else ""
        yield RecentAct(entry.object_repr, entry.get_change_message(), address or "")


@register.simple_tag
def morning() -> Any:
    """The piles of tasks."""
    return task_lists()
