"""Date arithmetic of the guide's durations: civil hours, days and months, or
working days without French public holidays. Pure; everything in Europe/Paris."""

import calendar
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from procedures.rules.dates import PARIS

ISO_DURATION = re.compile(r"P(?:(\d+)([DM])|T(\d+)([HM]))")
TODAY = "aujourd'hui"


class Limit(NamedTuple):
    """The computed moment; `earliest` too for a deadline to meet « au plus tard ».
    `hours` says whether the hour counts, or the day alone."""

    moment: datetime
    earliest: datetime | None
    hours: bool


class Distance(NamedTuple):
    """How far a moment is, in words."""

    past: bool
    words: str


def compute(
    kind: str,
    duration: str,
    start: datetime,
    with_hour: bool,
    *,
    earliest: str = "",
    working: bool = False,
    strict: bool = False,
) -> Limit:
    """The limit of a deadline of the guide; `before` counts back from the start."""
    hours = with_hour and not duration.endswith("D") and "T" in duration
    if working:
        return Limit(_working(start, duration), None, with_hour)
    sign = -1 if kind == "before" else 1
    moment = shift(start, duration, sign)
    if strict:
        moment = shift(moment, "P1D", 1)
    first = shift(start, earliest, -1) if earliest else None
    return Limit(moment, first, hours)


def shift(moment: datetime, duration: str, sign: int) -> datetime:
    """Moves by a duration: days and months keep the hour of the clock, a month that
    is too short ends on its last day; hours are hours elapsed. Raises ValueError for
    what is no duration."""
    match = ISO_DURATION.fullmatch(duration)
    if not match:
        raise ValueError(f"« {duration} » n'est pas une durée.")
    days, unit, time, small = match.groups()
    if unit == "M":
        return _months(moment, sign * int(days))
    if unit == "D":
        # by the clock on the wall: the day of a change of hour has 23 or 25 hours
        return (moment.replace(tzinfo=None) + timedelta(days=sign * int(days))).replace(
            tzinfo=PARIS
        )
    step = timedelta(hours=int(time)) if small == "H" else timedelta(minutes=int(time))
    return (moment.astimezone(UTC) + sign * step).astimezone(PARIS)


def _months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _working(start: datetime, duration: str) -> datetime:
    """24 working hours, begun or whole, are one working day; a start outside of them
    counts from the next working day."""
    match = ISO_DURATION.fullmatch(duration)
    assert match
    amount = int(match.group(1) or match.group(3))
    # rounded up: a limit must never be announced before its time
    days = -(-amount // 24) if match.group(4) == "H" else amount
    moment = start
    if not is_working(moment):
        # from the start of that day, whatever the hour typed
        moment = moment.replace(hour=0, minute=0, second=0)
        while not is_working(moment):
            moment = shift(moment, "P1D", 1)
    for _ in range(days):
        moment = shift(moment, "P1D", 1)
        while not is_working(moment):
            moment = shift(moment, "P1D", 1)
    return moment


def is_working(moment: datetime) -> bool:
    """Monday to Friday, public holidays of metropolitan France left out."""
    return moment.weekday() < 5 and moment.date() not in _holidays(moment.year)


@cache
def _holidays(year: int) -> frozenset[object]:
    # 3 MB that a process takes at its first deadline in working days
    import holidays

    return frozenset(holidays.country_holidays("FR", years=year))


def distance(moment: datetime, now: datetime, hours: bool) -> Distance:
    """Whether the moment is past, and how far it is, in words."""
    if not hours:
        days = (moment.date() - now.astimezone(PARIS).date()).days
        if days == 0:
            return Distance(False, TODAY)
        return Distance(days < 0, f"{abs(days)} jour{'s' if abs(days) > 1 else ''}")
    seconds = (moment - now).total_seconds()
    past, minutes = seconds < 0, int(abs(seconds) // 60)
    for size, name in ((1440, "jour"), (60, "heure"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return Distance(past, f"{count} {name}{'s' if count > 1 else ''}")
    return Distance(past, "moins d'une minute")
