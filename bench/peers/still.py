"""WhiteNoise alone, serving one folder as the root of the site."""

import os

from whitenoise import WhiteNoise


def nothing(environ, start_response):
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]


application = WhiteNoise(nothing, root=os.environ["BENCH_STILL"], index_file=True)
