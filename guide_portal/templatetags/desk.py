"""Template tag of the desk's home page: what waits."""

from typing import Any

from django import template

from guide_portal.desk.tasks import task_lists

register = template.Library()


@register.simple_tag
def morning() -> Any:
    """The piles of tasks."""
    return task_lists()
