"""A complement older than two years says its age, wherever it is shown and printed."""

import datetime
import html
import re

import pytest
from dateutil.relativedelta import relativedelta

from content.models import PublishedSource
from content.snapshot import store
from content.text.french import newest_day, years_old

pytestmark = pytest.mark.usefixtures("published")
TODAY = datetime.date.today()
AGE = re.compile(r"il y a (\d+) ans")


def age_of(names):
    """The age of the newest of these sources, written again for the test."""
    snapshot = store.current_snapshot()
    dated = [
        relativedelta(TODAY, day).years
        for name in names
        if (day := newest_day(snapshot.sources[name].record["dated"]))
    ]
    return min(dated, default=0)


def element(page, key):
    """The HTML from an anchor to the end of its line."""
    found = page.partition(f'id="{key}"')[2]
    return re.split(r"</li>|</p>\s*</div>|</div>\s*</li>|<h[23]", found)[0]


def old_lines(entry):
    for line in entry.record.get("how_to", []):
        if line["kind"] not in ("official", "unknown") and age_of(line["sources"]) >= 2:
            yield line


def test_every_old_complement_of_every_page_says_its_age(reader):
    found = 0
    for entry in store.current_snapshot().pages.values():
        if not any(old_lines(entry)):
            continue
        page = html.unescape(
            reader.get(entry.address.partition("#")[0]).content.decode()
        )
        steps = [li for li in entry.record["how_to"] if li["kind"] == "step"]
        one_for_all = len({tuple(li["sources"]) for li in steps}) == 1
        for line in old_lines(entry):
            told = element(page, line["key"])
            if line["kind"] == "step" and one_for_all and len(steps) > 1:
                told = page.partition("Étapes d'après")[2].partition("</p>")[0]
            ages = [int(age) for age in AGE.findall(told)]
            assert age_of(line["sources"]) in ages, (entry.slug, line["key"], told)
            found += 1
    assert found > 100


@pytest.mark.parametrize(
    "place",
    [
        "/imprimer/",
        "/guide/obtenir-releve-fiscal/",
        "/feuille-de-route/?fiche=obtenir-releve-fiscal",
        "/rendez-vous/?fiche=obtenir-releve-fiscal",
        "/recu/?fiche=obtenir-releve-fiscal",
        "/aider/",
        "/hors-du-guide/",
        "/contacts/",
        "/lexique/",
    ],
)
def test_age_is_told_on_each_kind_of_page(reader, place):
    assert AGE.search(reader.get(place).content.decode())


def test_a_notice_whose_date_is_in_its_words_says_its_age_too(reader):
    place = "/guide/demander-complementaire-sante-solidaire/"
    page = reader.get(place).content.decode()
    assert AGE.search(element(html.unescape(page), "limite-ressources"))


def test_what_is_recent_or_not_dated_says_no_age():
    of = store.current_snapshot().sources
    assert _published(of["f265"]).age == 0
    assert _published(of["am-sep"]).age == 0
    assert _published(of["am-rec"]).age >= 9


def _published(entry):
    return store.current_snapshot().full(entry, PublishedSource)


@pytest.mark.parametrize(
    ("words", "years"),
    [("26/11/2024", 1), ("25/11/2024", 2), ("novembre 2024", 1), ("2024", 1),
     ("octobre 2024", 2), ("2015", 10), ("non datée", 0), ("99/99/2020", 0),
     ("32/01/2020", 0), ("A15734", 0), ("01/01/2030", 0)],
)  # fmt: skip
def test_an_age_is_counted_in_whole_years(words, years):
    assert years_old(words, datetime.date(2026, 11, 25)) == years
