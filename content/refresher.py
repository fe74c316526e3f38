"""One thread per worker that publishes what was scheduled, keeps the snapshot's file as
new as the database, and stays silent while the database is away."""

import logging
import threading
from typing import Any

from django.db import Error, close_old_connections, connection

from content import store, work

INTERVAL = 1.0  # seconds
AWAY = "absente"
# what the last look found: who asks for it must never wait for the database
seen: dict[str, Any] = {"database": "pas encore vue", "number": 0}
logger = logging.getLogger("guide.refresher")


def start() -> threading.Thread:
    """Starts the thread; it ends with the process."""
    thread = threading.Thread(target=_run, name="refresher", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause, stamp, known = threading.Event(), None, store.NOTHING
    # a process that starts has a first page to make, from a file that is ready
    while not pause.wait(INTERVAL):
        # another process may have written the file, or a disk damaged it
        if stamp != (stamp := store.stamp()):
            known = store.in_file()
        known = refresh(known)


def refresh(known: store.Mark) -> store.Mark:
    """Rewrites the file when the database has something else to say than `known`;
    what the file says then."""
    try:
        work.publish_due()
        wanted = store.wanted()
        seen.update(database="ok", number=wanted[0])
        if wanted[0] and wanted != known:
            known = store.write()
    except (Error, OSError) as error:
        logger.debug("Base de données absente : %s", error)
        seen.update(database=AWAY, number=0)
        connection.close()
        return known
    close_old_connections()
    return known
