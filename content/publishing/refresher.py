"""One thread per worker that publishes what was scheduled, keeps the snapshot's file as
new as the database, and stays silent while the database is away."""

import logging
import threading
import time
from typing import Any

from django.db import Error, close_old_connections, connection

from content.publishing import snapshot_file, workflow
from content.snapshot import store
from content.snapshot.formats import FORMAT

REFRESH_INTERVAL = 1.0  # seconds
AWAY = "absente"
# what the last look found: who asks for it must never wait for the database
last_look: dict[str, Any] = {
    "database": "pas encore vue",
    "number": 0,
    "snapshot": "",  # why its file could not be written
    "at": None,  # time.monotonic() of the look
}
logger = logging.getLogger("guide.refresher")


def start_refresher() -> threading.Thread:
    """Starts the thread; it ends with the process."""
    thread = threading.Thread(target=_run, name="refresher", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause, stamp, known = threading.Event(), None, snapshot_file.NO_FILE
    # a process that starts has a first page to make, from a file that is ready
    while not pause.wait(REFRESH_INTERVAL):
        # another process may have written the file, or a disk damaged it
        if (seen := store.file_stamp()) != stamp:
            stamp, known = seen, snapshot_file.mark_in_file()
        known = refresh(known)


def look_age() -> int | None:
    """How many seconds ago this process last looked; None before the first look."""
    at = last_look["at"]
    return None if at is None else int(time.monotonic() - at)


def refresh(known: snapshot_file.Mark) -> snapshot_file.Mark:
    """Rewrites the file when the database has something else to say than `known`;
    what the file says then."""
    last_look["at"] = time.monotonic()
    try:
        workflow.publish_due()
        wanted = snapshot_file.wanted_mark()
        last_look.update(database="ok", number=wanted.number)
        # while one release replaces another, the newer one writes the file
        newer = known.format > FORMAT
        if wanted.number and wanted != known and not newer:
            known = _rewritten(known)
    except Error as error:
        logger.debug("Base de données absente : %s", error)
        last_look.update(database=AWAY, number=0)
        connection.close()
        return known
    close_old_connections()
    return known


def _rewritten(known: snapshot_file.Mark) -> snapshot_file.Mark:
    """What the file says once written; a disk that refuses, or texts that make no
    snapshot, are told and tried again: the database is not away for that."""
    try:
        written = snapshot_file.write_snapshot()
    except (OSError, snapshot_file.UnreadableSnapshotError) as error:
        if last_look["snapshot"] != str(error):
            logger.exception("Instantané pas écrit : celui d'avant reste en service.")
        last_look["snapshot"] = str(error)
        return known
    last_look["snapshot"] = ""
    return written
