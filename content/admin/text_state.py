"""Where a text stands, as its screens tell it."""

from django.urls import reverse
from django.utils import timezone

from content.models import ScheduledEdition
from content.publishing import scheduled, workflow
from content.records.word_diff import compare


def changes(row):
    """What a draft changes for readers, word by word."""
    edition = workflow.current_edition(row)
    online = edition.record if edition else None
    return compare(type(row), online, workflow.saved_record(row))


def desk_state(row):
    """Where a text stands: its writer, its reader, what is scheduled of it."""
    waiting = scheduled.schedule_of(row.KIND, row.slug)
    edition = workflow.current_edition(row)
    online = edition.record if edition else None
    return {
        "work": workflow.draft_state(row),
        "waiting": waiting,
        "held": bool(waiting and waiting.state == ScheduledEdition.State.HELD),
        "later": compare(type(row), online, waiting.record) if waiting else [],
        "review": reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_review", args=[row.pk]
        ),
    }


def moment(waiting) -> str:
    """When a scheduled version leaves."""
    return f"{timezone.localtime(waiting.publish_at):%d/%m/%Y à %H:%M}"
