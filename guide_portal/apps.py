"""Static files without what the portal never serves."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    # htmx 2 alone is used, minified, without extensions
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "htmx-4*", "htmax*", "ext"]
