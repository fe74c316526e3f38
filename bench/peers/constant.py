"""The smallest application, WSGI and RSGI: the bytes and headers of one answer."""

import json
import os
from pathlib import Path

BODY = Path(os.environ["BENCH_PAGE"]).read_bytes()
HEADERS = list(json.loads(os.environ["BENCH_HEADERS"]).items())


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]


async def rsgi(scope, protocol):
    protocol.response_bytes(200, HEADERS, BODY)
