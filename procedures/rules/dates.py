"""French dates: what people type, and how a day is said. Pure; in Europe/Paris."""

import re
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
YEARS = range(1990, 2101)
DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTH_NAMES = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
# what messages leave after an address, or add to it
WITH_A_LINK = re.compile(r"[?&#].*$|[\s.,;:!?)\]}>»\"'’]+$", re.S)
TYPED_DATE = re.compile(
    r"(?:[a-zé]+ )?(\d{1,2})(?:er)?\s*[/. -]\s*(\d{1,2}|[a-zéû]+)\.?"
    r"(?:\s*[/. -]\s*(\d{4}|\d{2}))?"
    r"(?:\s*,?\s*(?:à|a|vers)?\s*(\d{1,2})\s*(?:h|heures?|:)\s*(\d{2})?(?:\s*min)?)?"
)


class Start(NamedTuple):
    """The moment typed, and whether it has an hour."""

    moment: datetime
    with_hour: bool


def read_start(text: str, today: date | None = None) -> Start | None:
    """The moment typed: `2026-11-27T10:00`, « 27/11/2026 », « 27/11 à 18h », « 27
    novembre 2026 »; without a year, the nearest one. None when it is no date of these
    years.

    >>> read_start("27/11 à 18h", date(2026, 11, 25)).moment.isoformat()
    '2026-11-27T18:00:00+01:00'
    >>> read_start("1er décembre 2026").with_hour
    False
    """
    text = WITH_A_LINK.sub("", text).strip()
    typed = " ".join(text.casefold().replace("\u202f", " ").split())[:60]
    try:
        moment = datetime.fromisoformat(text[:25])
        with_hour = len(text) > 10
    except ValueError:
        found = TYPED_DATE.fullmatch(typed)
        moment_typed = _french(found, today) if found else None
        if not found or not moment_typed:
            return None
        moment, with_hour = moment_typed, found.group(4) is not None
    if moment.year not in YEARS:
        return None
    local = moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
    return Start(local, with_hour)


def _french(found: re.Match[str], today: date | None) -> datetime | None:
    day, month, year, hour, minute = found.groups()
    if not month.isdigit():
        names = [i for i, n in enumerate(MONTH_NAMES, 1) if n.startswith(month)]
        if len(month) < 3 or not names:
            return None
        month = str(names[0])
    try:
        clock = int(hour or 0), int(minute or 0)
        if year:
            whole = int(year) + (2000 if len(year) == 2 else 0)
            return datetime(whole, int(month), int(day), *clock)
        return _nearest(
            int(month), int(day), clock, today or datetime.now(PARIS).date()
        )
    except ValueError:
        return None


def _nearest(month: int, day: int, clock: tuple[int, int], today: date) -> datetime:
    """The date without a year, in the year that brings it nearest to today."""
    years = (today.year - 1, today.year, today.year + 1)
    found = [datetime(year, month, day, *clock) for year in years]
    return min(found, key=lambda moment: abs((moment.date() - today).days))


def in_words(moment: datetime, hours: bool) -> str:
    """« mardi 1er décembre 2026 à 10 h ».

    >>> in_words(datetime(2026, 12, 1, 10, tzinfo=PARIS), True)
    'mardi 1er décembre 2026 à 10 h'
    """
    number = "1er" if moment.day == 1 else str(moment.day)
    name, month = DAY_NAMES[moment.weekday()], MONTH_NAMES[moment.month - 1]
    words = f"{name} {number} {month} {moment.year}"
    if not hours:
        return words
    minutes = f" {moment.minute:02}" if moment.minute else ""
    return f"{words} à {moment.hour} h{minutes}"
