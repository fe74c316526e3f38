"""One thread per worker that publishes what was scheduled, keeps the snapshot's file as
new as the database, and stays silent while the database is away."""

import logging
import threading
from typing import Any

from django.db import Error, close_old_connections, connection

from content.publishing import snapshot_file, workflow
from content.snapshot import store

REFRESH_INTERVAL = 1.0  # seconds
AWAY = "absente"
# what the last look found: who asks for it must never wait for the database
last_look: dict[str, Any] = {"database": "pas encore vue", "number": 0}
logger = logging.getLogger("guide.refresher")


def start_refresher() -> threading.Thread:
    """Starts the thread; it ends with the process."""
    thread = threading.Thread(target=_run, name="refresher", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause, stamp, known = threading.Event(), None, snapshot_file.NOTHING
    # a process that starts has a first page to make, from a file that is ready
    while not pause.wait(REFRESH_INTERVAL):
        # another process may have written the file, or a disk damaged it
        if stamp != (stamp := store.file_stamp()):
            known = snapshot_file.mark_in_file()
        known = refresh(known)


def refresh(known: snapshot_file.Mark) -> snapshot_file.Mark:
    """Rewrites the file when the database has something else to say than `known`;
    what the file says then."""
    try:
        workflow.publish_due()
        wanted = snapshot_file.wanted_mark()
        last_look.update(database="ok", number=wanted[0])
        if wanted[0] and wanted != known:
            known = snapshot_file.write_snapshot()
    except (Error, OSError) as error:
        logger.debug("Base de données absente : %s", error)
        last_look.update(database=AWAY, number=0)
        connection.close()
        return known
    close_old_connections()
    return known
