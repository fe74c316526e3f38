"""iCalendar export: the limit of a deadline as an event with an alarm (RFC 5545)."""

from datetime import UTC, timedelta

from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from procedures.rules.deadlines import Limit

HOST = "guide-compte-ameli"
EVENT_LASTS = timedelta(minutes=15)  # an event needs an end to be seen


def agenda(
    name: str,
    summary: str,
    text: str,
    address: str,
    limit: Limit,
    alarm_before: timedelta,
) -> bytes:
    """One event at the limit: in UTC, which needs no time zone to be described; the
    whole day when the hour does not count. The alarm rings `alarm_before` it."""
    event = Event()
    # the same limit asked twice is one event in a calendar, not two
    event.add("uid", f"{name}-{limit.moment:%Y%m%dT%H%M}@{HOST}")
    event.add("dtstamp", timezone.now())
    if limit.hours:
        event.add("dtstart", limit.moment.astimezone(UTC))
        event.add("dtend", limit.moment.astimezone(UTC) + EVENT_LASTS)
    else:
        event.add("dtstart", limit.moment.date())
        event.add("dtend", limit.moment.date() + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", text)
    event.add("url", address)
    event.add_component(_alarm(summary, alarm_before))
    calendar = Calendar()
    calendar.add("prodid", "-//Guide du compte ameli//FR")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _alarm(summary: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm
