"""Groups and permissions: the three roles of the desk, with what each may do."""

from django.contrib.auth.models import Group, Permission

ROLES = ("redacteur", "relecteur", "administrateur")
WRITTEN = ("content", "procedures", "troubleshooting", "guide_portal")
# « permanent » and « work » are the former names of two models
NOT_WRITTEN = (
    *("edition", "permalink", "draftstate", "draftversion", "linkcheck"),
    *("permanent", "work"),
)
LOOKED_AT = ("view_edition", "view_linkcheck")


def group_of(role: str) -> Group:
    """The group of a role, its permissions set again."""
    group, _ = Group.objects.get_or_create(name=role)
    permissions = Permission.objects.filter(content_type__app_label__in=WRITTEN)
    mine = permissions.exclude(content_type__model__in=NOT_WRITTEN)
    looked_at = permissions.filter(codename__in=LOOKED_AT)
    group.permissions.set(mine | looked_at)
    if role != "redacteur":
        group.permissions.add(permissions.get(codename="publish"))
    return group
