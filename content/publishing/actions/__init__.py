"""The acts: each is permission → gate → transaction → edition → state of the work →
a line of the journal with a person → snapshot. The desk, the timer, the files, the zip
and the commands call these, and hold no rule of their own.

Every act raises ActRefusedError, with the reasons in French, when nothing was done, and
returns the sentence that says what was.
"""

from content.publishing.actions.alerts import alert_faults, save_alert, show_soon
from content.publishing.actions.drafts import (
    ask_review,
    discard,
    may_ask_review,
    may_send_back,
    replace_blocks,
    restore_edition,
    restore_schedule,
    send_back,
)
from content.publishing.actions.files import import_files
from content.publishing.actions.publication import publish
from content.publishing.actions.rights import may_publish
from content.publishing.actions.scheduling import apply_due, cancel, schedule
from content.publishing.actions.withdrawal import withdraw

__all__ = [
    "alert_faults",
    "apply_due",
    "ask_review",
    "cancel",
    "discard",
    "import_files",
    "may_ask_review",
    "may_publish",
    "may_send_back",
    "publish",
    "replace_blocks",
    "restore_edition",
    "restore_schedule",
    "save_alert",
    "schedule",
    "send_back",
    "show_soon",
    "withdraw",
]
