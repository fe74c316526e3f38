"""Django, its files and its headers as one WSGI application: what `guide_portal.rsgi`
puts its page cache in front of."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from guide_portal.serving.security_headers import SecurityHeaders
from guide_portal.serving.static_storage import IMMUTABLE, GrowingFiles


def make_application() -> SecurityHeaders:
    """The layers, from the inside out; called once per worker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    pages = get_wsgi_application()
    static = GrowingFiles(
        pages,
        root=settings.STATIC_ROOT,
        prefix="static/",
        immutable_file_test=IMMUTABLE,
        max_age=3600,
        allow_all_origins=False,
    )
    return SecurityHeaders(static)


application = make_application()
