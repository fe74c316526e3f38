"""How an act reaches readers: past the gate, in one transaction, in the snapshot."""

import logging
from collections.abc import Callable

from django.db import Error, transaction

from content.publishing import gate, snapshot_file
from content.publishing.editions import latest_publication, one_at_a_time
from content.publishing.snapshot_data import Drafts

TRIES = 3
logger = logging.getLogger("guide.publishing")


def carry_out(drafts: Drafts, write: Callable[[], object]) -> str:
    """Asks the gate about the drafts, then writes, if nobody published meanwhile: what
    was judged is what readers get. What to add to the act's sentence. Raises
    ActRefusedError, from the gate or from `write`."""
    for _ in range(TRIES):
        judged_at = latest_publication()
        gate.refuse_faults(drafts)
        with transaction.atomic():
            one_at_a_time()
            if latest_publication() == judged_at:
                write()
                break
    else:  # a busy morning: the others wait while this one is judged
        with transaction.atomic():
            one_at_a_time()
            gate.refuse_faults(drafts)
            write()
    return show()


def show() -> str:
    """Gives readers what was committed; what to tell when that must wait. The act
    itself is done: the refresher tries again each second."""
    try:
        snapshot_file.write_snapshot()
    except (OSError, snapshot_file.UnreadableSnapshotError, Error) as error:
        logger.exception("committed, but not shown yet")
        return f" Le site le montrera dès qu'il pourra l'écrire ({error})."
    return ""
