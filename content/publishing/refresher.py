"""One look a second, in each worker: publishes what was scheduled, keeps the file of
the snapshot as new as the database, stays silent while the database is away."""

import logging
import time
from typing import Any

from django.db import Error, close_old_connections, connection

from content.publishing import actions, snapshot_file
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


class Refresher:
    """What one process knows of the file, from one look to the next."""

    def __init__(self) -> None:
        self.stamp: tuple[int, ...] | None = None
        self.known = snapshot_file.NO_FILE

    def look(self) -> None:
        """One look at the database, and at the file when it changed: another process
        may have written it, or a disk damaged it."""
        if (seen := store.file_stamp()) != self.stamp:
            self.stamp, self.known = seen, snapshot_file.mark_in_file()
        self.known = refresh(self.known)


def look_age() -> int | None:
    """How many seconds ago this process last looked; None before the first look."""
    at = last_look["at"]
    return None if at is None else int(time.monotonic() - at)


def refresh(known: snapshot_file.Mark) -> snapshot_file.Mark:
    """Publishes what is due, and rewrites the file when the database has something
    else to say than `known`; what the file says then."""
    try:
        _apply_due()
        wanted = snapshot_file.wanted_mark()
        last_look.update(database="ok", number=wanted.number)
        # while one release replaces another, the newer one writes the file
        newer = known.format > FORMAT
        if wanted.number and wanted != known and not newer:
            known = _rewritten(known)
        close_old_connections()
    except Error as error:
        logger.debug("database_away", extra={"error": str(error)})
        last_look.update(database=AWAY, number=0)
        connection.close()
    last_look["at"] = time.monotonic()
    return known


def _apply_due() -> None:
    """What is due waits a second more when the database is busy, and keeps the rest
    of the look from nothing: only reading tells whether the database is away."""
    try:
        actions.apply_due()
    except Exception:
        logger.warning("what is due was not published", exc_info=True)


def _rewritten(known: snapshot_file.Mark) -> snapshot_file.Mark:
    """What the file says once written; a disk that refuses, or texts that make no
    snapshot, are told and tried again: the database is not away for that."""
    try:
        written = snapshot_file.write_snapshot()
    except (OSError, snapshot_file.UnreadableSnapshotError) as error:
        if last_look["snapshot"] != str(error):
            facts = {"advice": "Celui d'avant reste en service."}
            logger.exception("snapshot_not_written", extra=facts)
        last_look["snapshot"] = str(error)
        return known
    last_look["snapshot"] = ""
    return written
