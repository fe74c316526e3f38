"""Whatever is written to the portal, what names a person is kept nowhere: database,
logs, titles, addresses, pages."""

import json
import random
import re
import sqlite3
from urllib.parse import quote, unquote, urlencode

import pytest

from content.operations.redaction import without_personal
from content.snapshot import store
from tests.support.inclusion.personal import odd_dates, odd_mails, odd_nirs, odd_phones
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")
draw = random.Random(20261125)
PERSONAL = [*odd_nirs(100, draw), *odd_phones(60, draw)]
PERSONAL += [*odd_dates(40, draw), *odd_mails(40, draw)]
NAMING = re.compile(
    r"\d|@|amina|diallo|durand|costa|sante|yves|goff|exemple|example|orange|asso"
)
ASIDE = re.compile(r"\b(?:3646|75|2026|\d{1,3})\b")


@pytest.fixture(scope="module")
def told(tmp_path_factory, published):
    """Everything sent to a server of its own, which then stopped: where it listened
    from, its folder, what it answered."""
    own = Server(
        tmp_path_factory.mktemp("told"), GUIDE_ACCESS_LOG="1", GUIDE_TRUSTED_PROXIES="1"
    )
    answers = {}
    for number, text in enumerate(PERSONAL):
        seen = {"X-Forwarded-For": f"10.0.{number // 200}.{number % 200}"}
        form = {"Content-Type": "application/x-www-form-urlencoded"} | seen
        opinion = urlencode({"page": "payer-creance", "texte": f"Voici {text} merci"})
        kept = own.ask("/avis/", "POST", opinion, **form)
        assert kept.status == 200, text
        asked = own.ask("/recherche/?" + urlencode({"q": f"zorglub {text}"}), **seen)
        live = {"HX-Request": "true"} | seen
        typing = own.ask("/recherche/?" + urlencode({"q": text}), **live)
        lost = own.ask("/" + quote(text.replace("/", "-"), safe="") + "/", **seen)
        answers[text] = asked, typing, lost
    own.stop()
    return own.data, answers


def test_no_opinion_holds_what_names_a_person(told):
    data, _ = told
    with sqlite3.connect(data / "guide.sqlite3") as base:
        rows = [
            text for (text,) in base.execute("SELECT text FROM guide_portal_feedback")
        ]
    assert len(rows) == len(PERSONAL)
    left = [row for row in rows if NAMING.search(row.casefold())]
    assert left == []
    assert all(row.startswith("Voici") and row.endswith("merci") for row in rows)


def test_no_address_nor_title_nor_page_of_a_search_holds_it(told):
    _, answers = told
    found = {}
    for text, (asked, typing, lost) in answers.items():
        places = [
            asked.headers["Location"] or "",
            typing.headers["HX-Replace-Url"] or "",
        ]
        places += re.findall(r"<title>(.*?)</title>", lost.body.decode())
        places += re.findall(r'value="([^"]*)"', typing.body.decode())
        shown = [ASIDE.sub("", unquote(place).casefold()) for place in places]
        wrong = [place for place in shown if NAMING.search(place)]
        found |= {text: wrong} if wrong or asked.status != 302 else {}
    assert found == {}


def test_no_line_of_the_log_holds_it(told):
    data, _ = told
    lines = [x for x in (data / "log").read_text("utf-8").splitlines() if x[:1] == "{"]
    paths = [json.loads(line).get("path", "") for line in lines]
    assert len(paths) >= 4 * len(PERSONAL) and "/…" in paths
    assert [p for p in paths if re.search(r"\d{3}|@|diallo|durand|costa|goff", p)] == []


def test_a_sentence_that_names_nobody_stays_as_it_is():
    """What people say of each page, and the guide's own words."""
    said = [
        phrase
        for entry in store.current_snapshot().pages.values()
        for phrase in [*entry.record.get("phrasings", []), entry.record["summary"]]
    ]
    public = re.compile(r"\+33 1|\d\d(?: \d\d){4}")  # numbers of services
    said = [one for one in said if not public.search(one)]
    assert len(said) > 1000
    assert [one for one in said if without_personal(one) != " ".join(one.split())] == []


def test_no_cache_and_no_file_holds_it(told):
    data, answers = told
    kept = b"".join(path.read_bytes() for path in data.glob("*") if path.is_file())
    for text, (asked, typing, lost) in answers.items():
        for answer in (asked, typing, lost):
            assert "public" not in (answer.headers["Cache-Control"] or ""), text
        if len(text.encode()) >= 8:
            assert text.encode() not in kept, text
