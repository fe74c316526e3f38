"""What every request goes through: the addresses it may ask, and a plain answer when
nothing was ever published."""

from content import refresher, store
from guide_portal.accounts import of_the_desk
from guide_portal.desk_views import without_database
from guide_portal.views import unready


class Addresses:
    """Readers' addresses, but for who comes to the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not of_the_desk(request):
            return self.get_response(request)
        # known to be away: waiting for it would hold up the readers behind
        if refresher.seen["database"] == refresher.AWAY:
            return without_database(request)
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
