"""What the server of the bench serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.wagtail_peer.settings"
application = get_wsgi_application()
