"""Background jobs of a serving process: one supervised thread a job, whose errors are
logged and whose next turn comes."""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from content.publishing.refresher import REFRESH_INTERVAL, Refresher
from guide_portal.feedback.retention import purge_old
from guide_portal.search.failed_searches import WRITE_INTERVAL, write_counts

PURGE_INTERVAL = 3600.0  # seconds
LOG_INTERVAL = 60.0  # seconds: a job that fails each second says so each minute
logger = logging.getLogger("guide.jobs")
_told: dict[str, float] = {}


def start_jobs() -> None:
    """Starts every job; their threads end with the process."""
    jobs = (
        (Refresher().look, REFRESH_INTERVAL),
        (write_counts, WRITE_INTERVAL),
        (purge_hourly, WRITE_INTERVAL),
    )
    for act, interval in jobs:
        arguments = act, interval
        thread = threading.Thread(
            target=repeat, args=arguments, name=act.__qualname__, daemon=True
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
        name = getattr(act, "__qualname__", str(act))
        if time.monotonic() - _told.get(name, -LOG_INTERVAL) >= LOG_INTERVAL:
            _told[name] = time.monotonic()
            logger.exception("job failed: %s", name)


def purge_hourly() -> None:
    """Deletes what is too old, once an hour for all the processes of a machine."""
    once_per_machine(settings.DATA_DIR / "purge.stamp", PURGE_INTERVAL, purge_old)


def once_per_machine(stamp: Path, interval: float, act: Callable[[], object]) -> bool:
    """Does something unless a process of this machine did it less than `interval`
    seconds ago, or is at it; whether it was done here. The stamp's file remembers."""
    handle = os.open(stamp, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if 0 <= time.time() - _when(os.read(handle, 40)) < interval:
            return False
        act()
        os.pwrite(handle, f"{time.time():.0f}".encode(), 0)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(handle)


def _when(stamped: bytes) -> float:
    """The time written in a stamp; 0, long ago, for one that says nothing."""
    try:
        return float(stamped)
    except ValueError:
        return 0.0
