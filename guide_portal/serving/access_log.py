"""One JSON line per answer: method, path, status, duration. No query, no address of a
visitor, no agent: nothing of a person."""

import json
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

logger = logging.getLogger("guide.access")


class AccessLog:
    """A WSGI application that notes what another one answers."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        begun = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
                "method": environ["REQUEST_METHOD"],
                "path": environ.get("PATH_INFO", "")[:200],
                "status": int(status[:3]),
                "ms": round((time.perf_counter() - begun) * 1000, 2),
            }
            logger.info(json.dumps(line, ensure_ascii=False))
            return start_response(status, headers, *exc_info)

        return self.application(environ, start)
