"""French words put together; dates read in French words. Pure."""

import calendar
import datetime
import re

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
DATED = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)|(?:(?P<day>\d{1,2})/)?(?P<month>\d\d)/(?P<year>\d{4})"
    rf"|(?:(?P<on>\d{{1,2}})(?:er)? )?(?P<name>{'|'.join(MONTHS)}) (?P<then>\d{{4}})"
    r"|\b(?P<bare>(?:19|20)\d\d)\b",
    re.I,
)


def of_the(words: str) -> str:
    """« de » before some words, contracted: du changement, des droits, de l'arrivée.

    >>> of_the("le changement"), of_the("les droits"), of_the("l'arrivée")
    ('du changement', 'des droits', "de l'arrivée")
    """
    for article, short in (("le ", "du "), ("les ", "des ")):
        if words.startswith(article):
            return short + words[len(article) :]
    return f"de {words}"


def newest_day(words: str) -> datetime.date | None:
    """The latest day that some words name; of a month or a year alone, its last day.

    >>> newest_day("maj 03/06/2024, page de juin 2022"), newest_day("2015")
    (datetime.date(2024, 6, 3), datetime.date(2015, 12, 31))
    >>> newest_day("non datée") is None
    True
    """
    return max(filter(None, map(_day_of, DATED.finditer(words))), default=None)


def _day_of(found: re.Match[str]) -> datetime.date | None:
    part = found.groupdict()
    try:
        if part["iso"]:
            return datetime.date.fromisoformat(part["iso"])
        year = int(part["year"] or part["then"] or part["bare"])
        month = int(part["month"] or 0)
        if part["name"]:
            month = MONTHS.index(part["name"].lower()) + 1
        month = month or len(MONTHS)
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, int(part["day"] or part["on"] or last))
    except (ValueError, calendar.IllegalMonthError):
        return None  # numbers that look like a date


def years_old(words: str, today: datetime.date) -> int:
    """For how many whole years what these words date is old; 0 when they name no day.

    >>> years_old("03/07/2020", datetime.date(2026, 11, 25))
    6
    """
    day = newest_day(words)
    if day is None or day > today:
        return 0
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
