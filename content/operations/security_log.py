"""Security events: one line each, with nothing of a reader; the formatter writes JSON,
so that no value can pass for a line. Pure."""

import logging

from content.operations.rate_limit import TokenBucket

logger = logging.getLogger("guide.security")
# a flood must not fill the disk: of what anybody can cause without end, a line a second
told = TokenBucket(size=20, rate=1)
told_seldom = TokenBucket(size=1, rate=1)
SELDOM = {"host_refused", "request_refused"}


def log_event(name: str, **facts: object) -> None:
    """What happened, to what, to whom of the staff; names are English identifiers."""
    if (told_seldom if name in SELDOM else told).take(name):
        logger.info(name, extra=facts)
