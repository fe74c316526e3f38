"""App configs: the portal itself, and static files without what it never
serves."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalConfig(AppConfig):
    name = "guide_portal"
    verbose_name = "recherche"
    default = True


class StaticFiles(StaticFilesConfig):
    # htmx 2 alone is used, minified, without extensions; no field of the desk is
    # searched by select2, which comes in 60 languages
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("htmx-4*", "htmax*", "ext", "select2"),
    ]
