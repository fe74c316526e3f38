"""Security events: one JSON line each on the error output, with nothing of a reader.
Pure."""

import json
import logging
import time

from content.operations.rate_limit import TokenBucket

logger = logging.getLogger("guide.security")
# a flood of refusals must not fill the disk: twenty lines a kind, then one a second
told = TokenBucket(size=20, rate=1)


def log_event(name: str, **facts: object) -> None:
    """What happened, to what, to whom of the staff."""
    if told.take(name):
        line = {"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "event": name, **facts}
        logger.info(json.dumps(line, ensure_ascii=False))
