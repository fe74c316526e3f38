"""Data retention: a year for what readers said and searched, no longer than
their time for the sessions of staff."""

import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone

from guide_portal.models import FailedSearch, Feedback

KEPT_DAYS = 365


def purge_old() -> dict[str, int]:
    """Deletes what is too old; how many of each."""
    today = timezone.localdate()
    old = today - datetime.timedelta(days=KEPT_DAYS)
    # searches are counted by month: a month goes when its last day is old
    searches = FailedSearch.objects.filter(month__lt=old.replace(day=1))
    return {
        "avis": Feedback.objects.filter(on__lt=old).delete()[0],
        "recherches": searches.delete()[0],
        "sessions": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0],
    }
