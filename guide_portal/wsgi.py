"""What the server serves: kept bytes, around headers, around files, around Django."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string
from whitenoise import WhiteNoise

from guide_portal.serving.access_log import AccessLog
from guide_portal.serving.security_headers import SecurityHeaders


def make_application():
    """The layers, from the inside out; called once per worker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    pages = get_wsgi_application()

    # models exist only from here on
    import_string("content.publishing.refresher.start_refresher")()
    import_string("guide_portal.jobs.start_jobs")()
    static = WhiteNoise(
        pages,
        root=settings.STATIC_ROOT,
        prefix="static/",
        immutable_file_test=r"\.[0-9a-f]{12}\.",
        max_age=3600,
        allow_all_origins=False,
    )
    portal = import_string("guide_portal.serving.page_cache.PageCache")(
        SecurityHeaders(static)
    )
    return AccessLog(portal) if settings.ACCESS_LOG else portal


application = make_application()
