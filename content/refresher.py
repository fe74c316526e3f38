"""One thread per worker that publishes what was scheduled, keeps the snapshot's file as
new as the database, and stays silent while the database is away."""

import logging
import threading

from django.db import Error, close_old_connections, connection

from content import publishing, store, work

INTERVAL = 1.0  # seconds
logger = logging.getLogger("guide.refresher")


def start() -> threading.Thread:
    """Starts the thread; it ends with the process."""
    thread = threading.Thread(target=_run, name="refresher", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause, known = threading.Event(), store.file_number()
    while True:
        known = refresh(known)
        pause.wait(INTERVAL)


def refresh(known: int) -> int:
    """Rewrites the file when the database's number is not `known`; the new number."""
    try:
        work.publish_due()
        number = publishing.number()
        if number and number != known:
            number = store.write()
    except (Error, OSError) as error:
        logger.debug("Base de données absente : %s", error)
        connection.close()
        return known
    close_old_connections()
    return number or known
