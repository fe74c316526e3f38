"""The home of the desk: what waits, counted; every screen opens."""

import html
import re

import pytest

from guide_portal.models import Feedback
from tests.support.desk import decide, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_home_of_the_desk_counts_what_waits(staff):
    save(staff["rene"], row(), summary="À relire.")
    decide(staff["rene"], "relecture")
    Feedback.objects.create(slug="payer-creance", text="Faux.")
    text = html.unescape(staff["lea"].get("/gestion/").content.decode())
    counts = re.findall(r"<strong>(\d+)</strong>\s+([^<]+)</a>", text)
    assert ("1", "Brouillons et relectures") in counts
    assert ("1", "Avis des lecteurs") in counts
    full = html.unescape(staff["lea"].get("/gestion/a-faire/").content.decode())
    assert "payer-creance" in full and "Faux." in full
    assert "Liens sans adresse (10)" in full


@pytest.mark.parametrize(
    "address", ["", "a-faire/", "fichiers/", "compte/2fa/", "compte/sessions/",
                "content/alert/add/", "guide_portal/feedback/"],
)  # fmt: skip
@pytest.mark.ignore_template_errors
def test_every_screen_of_the_desk_opens(staff, address):
    assert staff["ada"].get("/gestion/" + address).status_code == 200
