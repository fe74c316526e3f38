"""What every request goes through: the addresses it may ask, and a plain answer when
nothing was ever published."""

from content import store
from guide_portal.accounts import of_the_desk
from guide_portal.views import unready


class Addresses:
    """Readers' addresses, but for who comes to the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if of_the_desk(request):
            request.urlconf = "guide_portal.desk_urls"
        return self.get_response(request)


class Unready:
    """Turns NoSnapshot into a 503 in French."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return unready(request) if isinstance(exception, store.NoSnapshot) else None
