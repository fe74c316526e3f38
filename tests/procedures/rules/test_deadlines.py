"""The guide's durations, computed."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from content.snapshot import store
from procedures.rules.dates import PARIS
from procedures.rules.deadlines import compute, distance, is_working, shift

CSS = "/guide/demander-complementaire-sante-solidaire/delais/"
VITALE = "/depannage/commande-carte-vitale-impossible/delais/quarante-huit-heures/"


def limit(html):
    return re.search(r'data-deadline="([^"]+)"', html).group(1)


@pytest.mark.parametrize(
    ("place", "start", "iso"),
    [
        ("/guide/obtenir-releve-fiscal/delais/disponible-6-mois/", "2026-08-31",
         "2027-02-28T00:00:00+01:00"),
        ("/guide/obtenir-decomptes-complementaire/delais/telechargeable-27-mois/",
         "2026-11-23", "2029-02-23T00:00:00+01:00"),
        (CSS + "renouvellement/", "2027-04-30", "2027-02-28T00:00:00+01:00"),
        (CSS + "residence-3-mois/", "2026-11-23", "2027-02-24T00:00:00+01:00"),
        (VITALE, "2026-11-27T10:00", "2026-12-01T10:00:00+01:00"),
        (VITALE, "2026-12-24T09:30", "2026-12-29T09:30:00+01:00"),
        (VITALE, "2026-11-28T15:00", "2026-12-02T00:00:00+01:00"),
        ("/guide/creer-compte-sans-carte-vitale/delais/code-provisoire/",
         "2027-03-27T10:00", "2027-03-29T11:00:00+02:00"),
        ("/depannage/code-oublie/delais/trente-minutes/", "2026-11-24T23:45",
         "2026-11-25T00:15:00+01:00"),
        ("/depannage/email-validation-non-recu/delais/une-heure/", "2026-11-24T10:00",
         "2026-11-24T11:00:00+01:00"),
        ("/depannage/lien-validation-email/delais/sept-jours/", "2026-11-24T10:00",
         "2026-12-01T10:00:00+01:00"),
        ("/guide/inscrire-coordonnees-bancaires/delais/email-2-jours/", "2026-11-24",
         "2026-11-26T00:00:00+01:00"),
        ("/guide/changer-nom-usage/delais/quinze-jours/", "2026-11-24",
         "2026-12-09T00:00:00+01:00"),
    ],
)  # fmt: skip
def test_a_limit_is_computed_from_its_date(reader, place, start, iso):
    answer = reader.get(place, {"depuis": start})
    assert limit(answer.content.decode()) == iso
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_limit_is_said_in_words_with_its_reading(reader):
    html = reader.get(VITALE, {"depuis": "2026-11-27T10:00"}).content.decode()
    assert "mardi 1er décembre 2026 à 10 h" in html.replace("\u00a0", " ")
    assert "deux jours ouvrés, du lundi au vendredi, hors jours fériés" in html


def test_the_earliest_date_is_told_too(reader):
    html = reader.get(
        CSS + "renouvellement/", {"depuis": "2027-04-30"}
    ).content.decode()
    assert "Pas avant le mercredi 30 décembre 2026" in html


def test_a_past_limit_says_what_to_do_then(reader):
    place = "/guide/creer-compte-sans-carte-vitale/delais/code-provisoire/"
    html = reader.get(place, {"depuis": "2020-01-01T10:00"}).content.decode()
    assert "Dépassé depuis" in html and "il faut recommencer" in html


def test_every_duration_of_the_guide_has_its_calculator(reader):
    found = 0
    for entry in store.current_snapshot().pages.values():
        for deadline in entry.record.get("deadlines", []):
            place = f"{entry.address}delais/{deadline['key']}/"
            html = reader.get(place, {"depuis": "2026-11-24T10:00"}).content.decode()
            assert limit(html)
            assert place in reader.get(entry.address).content.decode()
            found += 1
    assert found == 12


@pytest.mark.parametrize(
    "typed",
    [
        "demain",
        "2026-13-45",
        "0001-01-01",
        "9999-12-31",
        "\0",
        "x" * 5000,
    ],
)
def test_a_date_not_understood_says_how_to_write_it(reader, typed):
    answer = reader.get(VITALE, {"depuis": typed})
    assert answer.status_code == 200
    assert "Écrivez-la ainsi" in answer.content.decode()


def test_the_calendar_event_has_an_alarm(reader):
    answer = reader.get(VITALE[:-1] + ".ics", {"depuis": "2026-11-27T10:00"})
    assert answer.headers["Content-Type"].startswith("text/calendar")
    # a phone takes it as one event, never as a calendar to follow
    assert answer.headers["Content-Disposition"].startswith("attachment")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 10, tzinfo=PARIS)
    assert len(event.walk("VALARM")) == 1


def test_an_unknown_deadline_leads_to_the_page(reader):
    answer = reader.get("/guide/changer-nom-usage/delais/vingt-jours/")
    assert answer.headers["Location"] == "/guide/changer-nom-usage/"


def test_with_htmx_only_the_limit_comes(reader):
    html = reader.get(
        VITALE, {"depuis": "2026-11-27T10:00"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in html and limit(html)


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=PARIS)
)


@given(MOMENTS, st.integers(1, 60))
def test_months_end_on_a_real_day_of_the_month_meant(moment, months):
    later = shift(moment, f"P{months}M", 1)
    index = moment.year * 12 + moment.month - 1 + months
    assert (later.year, later.month) == (index // 12, index % 12 + 1)
    assert later.day <= moment.day and (later.day == moment.day or later.day >= 28)


@given(MOMENTS)
def test_working_hours_end_on_a_working_day_two_or_more_days_later(moment):
    end = compute("wait", "PT48H", moment, True, working=True).moment
    assert is_working(end)
    assert (end.date() - moment.date()).days >= 2


@given(MOMENTS, st.integers(1, 100))
def test_hours_are_hours_elapsed(moment, hours):
    later = shift(moment, f"PT{hours}H", 1)
    assert round(later.timestamp() - moment.timestamp()) == hours * 3600


@pytest.mark.parametrize(
    ("duration", "day"),
    [("PT1H", 30), ("PT24H", 30), ("PT36H", 1), ("PT48H", 1), ("P2D", 1)],
)
def test_working_hours_are_rounded_up_to_whole_working_days(duration, day):
    """Friday 27 November 2026 at 10: a limit is never announced before its time."""
    friday = datetime(2026, 11, 27, 10, tzinfo=PARIS)
    end = compute("wait", duration, friday, True, working=True).moment
    assert (end.day, end.hour) == (day, 10)


@pytest.mark.parametrize(("seconds", "past"), [(-30, True), (30, False)])
def test_a_moment_less_than_a_minute_away_is_past_or_to_come(seconds, past):
    now = datetime(2026, 11, 27, 10, tzinfo=PARIS)
    found = distance(now + timedelta(seconds=seconds), now, True)
    assert (found.past, found.words) == (past, "moins d'une minute")
