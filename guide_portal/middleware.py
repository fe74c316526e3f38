"""When nothing was ever published, every page says so plainly."""

from content import store
from guide_portal.views import unready


class Unready:
    """Turns NoSnapshot into a 503 in French."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return unready(request) if isinstance(exception, store.NoSnapshot) else None
