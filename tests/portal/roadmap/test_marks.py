"""A feuille de route keeps the marks of its lines: doubt, and what is added."""

import html
import re

import pytest

from content.snapshot import store

pytestmark = pytest.mark.usefixtures("published")
DOUBT = "à confirmer par la CPAM"


def doubtful():
    """Every line of the guide that a sheet shows and the CPAM has to confirm."""
    for entry in store.current_snapshot().pages.values():
        for block in ("requirements", "steps", "remedies", "deadlines", "notices"):
            for line in entry.record.get(block, []):
                shown = line.get("kind") != "complement"
                if line.get("verify") and shown and entry.kind != "resource":
                    yield entry.slug, line["text"]


def text(fragment):
    plain = re.sub(r"<[^>]+>", " ", fragment)
    return " ".join(html.unescape(plain).replace("\u00a0", " ").split())


def test_each_doubtful_line_wears_its_mark_on_the_sheet(reader):
    found = list(doubtful())
    assert len(found) > 15
    for slug in dict(found):
        page = reader.get("/feuille-de-route/", {"fiche": slug}).content.decode()
        told = text(page.partition('class="ticked"')[2])
        marks = sum(1 for one, _ in found if one == slug)
        assert told.count(DOUBT) >= marks, slug


@pytest.mark.parametrize("place", ["/feuille-de-route/", "/rendez-vous/", "/recu/"])
def test_what_is_not_the_guide_s_says_so_step_by_step(reader, place):
    page = reader.get(place, {"fiche": "obtenir-releve-fiscal"}).content.decode()
    assert "hors du guide" in text(page).casefold()
