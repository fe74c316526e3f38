"""What a worker serves: the front, the page cache, then all that `wsgi` holds."""

import contextlib
import ctypes
import gc
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8  # of malloc.h
FREED = 64 * 1024  # bytes free at the top of the heap, given back to the system


def give_back_memory() -> None:
    """Has the C library return what is freed: left alone, it keeps up to 32 MB after
    the first large block, which a snapshot is, and as much apart for each thread."""
    with contextlib.suppress(OSError, AttributeError):  # glibc alone has it
        library = ctypes.CDLL(None)
        library.mallopt(M_TRIM_THRESHOLD, FREED)
        library.mallopt(M_ARENA_MAX, 1)


def make_application() -> Any:
    """The whole portal, its background threads started; called once per worker."""
    gc.disable()  # nothing made while starting is garbage
    give_back_memory()
    layers_below = import_string("guide_portal.wsgi.application")
    # models exist only from here on
    import_string("guide_portal.jobs.start_jobs")()
    cache = import_string("guide_portal.serving.page_cache.PageCache")(layers_below)
    front = import_string("guide_portal.serving.front.Front")
    # the desk hashes passwords and writes; an opinion is written too
    served = front(cache, waits=(f"/{settings.DESK_PATH}", "/avis/"))
    gc.freeze()  # nor is it looked at again
    gc.enable()
    return served


application = make_application()
