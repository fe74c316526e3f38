"""The deadlines against other people's calendars: dateutil for months and days,
workalendar for public holidays; and each calculator against its table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from icalendar import Calendar
from workalendar.europe import France

from content.snapshot import store
from procedures.rules.dates import PARIS, Start, read_start
from procedures.rules.deadline_advice import deadline_advice
from procedures.rules.deadlines import compute
from tests.support.tables import table

HOLIDAYS = France()
DAYS = [
    *("2026-01-31", "2026-02-28", "2028-02-29", "2026-03-28", "2026-03-29"),
    *("2026-04-03", "2026-04-30", "2026-05-01", "2026-05-07", "2026-05-13"),
    *("2026-05-22", "2026-06-30", "2026-07-13", "2026-08-31", "2026-10-24"),
    *("2026-10-25", "2026-10-31", "2026-11-10", "2026-11-27", "2026-12-24"),
]
DAYS = [*DAYS, "2026-12-30", "2026-12-31", "2027-03-26", "2027-03-27"]
DAYS = [*DAYS, *[(date(2026, 1, 3) + timedelta(11 * n)).isoformat() for n in range(36)]]
CSS = "demander-complementaire-sante-solidaire"


def deadlines():
    return [
        (entry.slug, line)
        for entry in store.current_snapshot().pages.values()
        for line in entry.record.get("deadlines", [])
    ]


def expected(line, start):
    """The limit by other means than ours: naive time moved, then placed in Paris."""
    kind, duration = line["kind"], line["duration"]
    naive = start.replace(tzinfo=None)
    amount = int("".join(filter(str.isdigit, duration)))
    if line.get("working"):
        return working(naive, amount // 24)
    if "T" in duration:
        unit = timedelta(hours=1) if duration.endswith("H") else timedelta(minutes=1)
        return (start.astimezone(UTC) + amount * unit).astimezone(PARIS)
    step = relativedelta(months=amount) if duration.endswith("M") else None
    step = step or relativedelta(days=amount)
    moved = naive - step if kind == "before" else naive + step
    moved += relativedelta(days=1 if line.get("strict") else 0)
    return moved.replace(tzinfo=PARIS)


def working(naive, days):
    while not HOLIDAYS.is_working_day(naive.date()):
        naive = datetime.combine(naive.date(), datetime.min.time()) + timedelta(1)
    day = HOLIDAYS.add_working_days(naive.date(), days)
    return datetime.combine(day, naive.time()).replace(tzinfo=PARIS)


@pytest.mark.usefixtures("published")
def test_seven_hundred_and_twenty_limits_are_those_of_other_calendars():
    found = 0
    for slug, line in deadlines():
        for day in DAYS:
            start = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=PARIS)
            ours = compute(
                line["kind"],
                line["duration"],
                start,
                True,
                working=line.get("working", False),
                strict=line.get("strict", False),
            )
            assert ours.moment == expected(line, start), (slug, day)
            found += 1
    assert found == 720


def by_table(today, end):
    """What the table S5 says of rights that end that day."""
    if end < today:
        return "passee"
    if today < end - relativedelta(months=4):
        return "plus-de-4-mois"
    late = today > end - relativedelta(months=2)
    return "moins-de-2-mois" if late else "4-a-2-mois"


TONES = {
    "passee": "bloque",
    "plus-de-4-mois": "verifier",
    "4-a-2-mois": "ok",
    "moins-de-2-mois": "attention",
}


@pytest.mark.usefixtures("published")
def test_the_renewal_calculator_says_what_its_table_says():
    rules = {r["when"]["avant-fin"][0]: r for r in table(CSS, "quand-renouveler-css")
             ["rules"] if r.get("when", {}).get("avant-fin")}  # fmt: skip
    now = datetime(2026, 11, 25, 12, tzinfo=PARIS)
    for days in range(-60, 400):
        end = now.date() + timedelta(days)
        start = Start(datetime(end.year, end.month, end.day, tzinfo=PARIS), False)
        limit = compute("before", "P2M", start.moment, False, earliest="P4M")
        advice = deadline_advice("before", limit, start, now)
        answer = by_table(now.date(), end)
        assert advice.tone == TONES[answer], end
        rule = rules.get(answer, {"result": "bloque"})
        assert (rule.get("tone") or rule["result"]) == advice.tone, end


@pytest.mark.parametrize(
    ("typed", "iso", "with_hour"),
    [
        ("27/11/2026", "2026-11-27T00:00:00+01:00", False),
        ("27/11 à 18h", "2026-11-27T18:00:00+01:00", True),
        ("27/11/2026 18:30", "2026-11-27T18:30:00+01:00", True),
        ("27/11/26", "2026-11-27T00:00:00+01:00", False),
        ("27 novembre 2026", "2026-11-27T00:00:00+01:00", False),
        ("vendredi 27 nov. 2026 à 9 h", "2026-11-27T09:00:00+01:00", True),
        ("1er décembre 2026", "2026-12-01T00:00:00+01:00", False),
        ("27.11.2026", "2026-11-27T00:00:00+01:00", False),
        ("5/1", "2027-01-05T00:00:00+01:00", False),
    ],
)
def test_a_french_date_is_understood(typed, iso, with_hour):
    found = read_start(typed, date(2026, 11, 25))
    assert (found.moment.isoformat(), found.with_hour) == (iso, with_hour)


@pytest.mark.parametrize("typed", ["31/02/2026", "32/11", "27/11/1200", "demain"])
def test_what_is_no_date_is_refused(typed):
    assert read_start(typed, date(2026, 11, 25)) is None


CODE = "/guide/creer-compte-sans-carte-vitale/delais/code-provisoire/"


def words(reader, place, typed):
    answer = reader.get(place, {"depuis": typed})
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_without_the_hour_a_code_is_not_promised_longer_than_it_lasts(reader):
    told = words(reader, CODE, "2026-11-25")
    assert 'data-deadline="2026-11-27T00:00:00+01:00"' in told
    assert "écrivez aussi l&#x27;heure" in told or "écrivez aussi l'heure" in told
    told = words(reader, "/depannage/code-oublie/delais/trente-minutes/", "2026-11-25")
    assert "2026-11-25T00:30:00" in told
    told = words(reader, CODE, "25/11/2026 à 9h")
    assert 'data-deadline="2026-11-27T09:00:00+01:00"' in told
    assert "écrivez aussi" not in told


def test_articles_are_contracted_and_the_first_is_said_so(reader):
    place = "/guide/inscrire-coordonnees-bancaires/delais/email-2-jours/"
    told = words(reader, place, "29/11/2026")
    assert "À compter du changement" in told and "1er décembre 2026" in told
    told = words(reader, f"/guide/{CSS}/delais/renouvellement/", "30/04/2027")
    assert "À compter de la fin" not in told


def test_waiting_is_over_on_the_day_itself():
    now = datetime(2026, 12, 1, 8, tzinfo=PARIS)
    start = Start(datetime(2026, 11, 29, tzinfo=PARIS), False)
    limit = compute("wait", "P2D", start.moment, False)
    advice = deadline_advice("wait", limit, start, now)
    assert advice == ("ok", "C'est possible maintenant.")


def event_of(reader, place, typed):
    answer = reader.get(place[:-1] + ".ics", {"depuis": typed})
    assert b"TZID" not in answer.content
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    return event, event.walk("VALARM")[0].decoded("trigger")


@pytest.mark.usefixtures("published")
def test_an_event_is_in_utc_has_an_end_and_rings_in_time(reader):
    for slug, line in deadlines():
        entry = store.current_snapshot().pages[slug]
        place = f"{entry.address}delais/{line['key']}/"
        event, trigger = event_of(reader, place, "2026-11-27T18:00")
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert start < end
        if not isinstance(start, datetime):
            continue
        assert start.tzinfo is not None and start.utcoffset() == timedelta(0)
        begun = datetime(2026, 11, 27, 18, tzinfo=PARIS)
        if not line.get("working"):
            assert begun <= start + trigger <= start, (slug, trigger)
        assert line["action"] in str(event["summary"])
