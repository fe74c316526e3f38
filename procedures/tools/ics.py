"""iCalendar export: the limit of a deadline as an event with an alarm (RFC 5545)."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from procedures.rules.deadlines import Limit

HOST = "guide-compte-ameli"


def agenda(name: str, summary: str, text: str, address: str, limit: Limit) -> bytes:
    """One event at the limit, its alarm two hours before, or a day before when the
    hour does not count."""
    event = Event()
    event.add("uid", f"{name}-{limit.moment:%Y%m%dT%H%M}@{HOST}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", limit.moment if limit.hours else limit.moment.date())
    event.add("summary", summary)
    event.add("description", text)
    event.add("url", address)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -(timedelta(hours=2) if limit.hours else timedelta(days=1)))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Guide du compte ameli//FR")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
