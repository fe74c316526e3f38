"""What a worker serves: the front, the page cache, then all that `wsgi` holds."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from guide_portal.wsgi import application as layers_below


def make_application() -> Any:
    """The whole portal, its background threads started; called once per worker."""
    # models exist only from here on
    import_string("guide_portal.jobs.start_jobs")()
    cache = import_string("guide_portal.serving.page_cache.PageCache")(layers_below)
    front = import_string("guide_portal.serving.front.Front")
    # the desk hashes passwords and writes; an opinion is written too
    return front(cache, waits=(f"/{settings.DESK_PATH}", "/avis/"))


application = make_application()
