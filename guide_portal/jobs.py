"""Background jobs of a serving process: one supervised thread a job, whose errors are
logged and whose next turn comes."""

import logging
import threading
from collections.abc import Callable

from django.db import Error, connection

from guide_portal.feedback.retention import purge_old
from guide_portal.search.failed_searches import WRITE_INTERVAL, write_counts

PURGE_INTERVAL = 3600.0  # seconds
logger = logging.getLogger("guide.jobs")


def start_jobs() -> None:
    """Starts every job; their threads end with the process."""
    for act, interval in ((write_counts, WRITE_INTERVAL), (purge_old, PURGE_INTERVAL)):
        arguments = act, interval
        thread = threading.Thread(
            target=repeat, args=arguments, name=act.__name__, daemon=True
        )
        thread.start()


def repeat(act: Callable[[], object], interval: float) -> None:
    """Runs `act` every `interval` seconds, for ever; a database away is no news."""
    pause = threading.Event()
    while not pause.wait(interval):
        attempt(act)


def attempt(act: Callable[[], object]) -> None:
    """One turn of a job: whatever it raises is logged, nothing stops the next one."""
    try:
        act()
    except Error:
        connection.close()
    except Exception:
        logger.exception("job failed: %s", getattr(act, "__name__", act))
