"""Preview: a draft as readers would see it, to staff alone and for a time."""

import re

import pytest
from django.test import Client

from content.admin import preview
from tests.support.desk import PAGE, address_of, read, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def preview_address(client) -> str:
    """Where the page that reads over a text shows it as readers would see it."""
    text = client.get(address_of("relire")).content.decode()
    return re.search(r'href="(/gestion/apercu/[^"]+)"', text)[1]


def test_a_draft_shows_on_its_real_page_to_staff_alone(staff):
    save(staff["rene"], row(), summary="Un brouillon zorglub.")
    address = preview_address(staff["lea"])
    answer = staff["lea"].get(address)
    assert "Un brouillon zorglub." in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert Client().get(address).status_code == 302
    assert "zorglub" not in read(PAGE)


def test_an_expired_preview_says_so(staff, monkeypatch):
    address = preview_address(staff["lea"])
    monkeypatch.setattr(preview, "LASTS", -1)
    answer = staff["lea"].get(address)
    assert answer.status_code == 410 and "a expiré" in answer.content.decode()
    assert staff["lea"].get("/gestion/apercu/abc/").status_code == 410


def test_a_field_is_shown_as_readers_will_see_it(staff):
    answer = staff["lea"].post(
        "/gestion/apercu-du-texte/",
        {"text": "**gras** <script>", "autre": "non"},
        headers={"HX-Trigger-Name": "text"},
    )
    assert answer.content.decode() == "<strong>gras</strong> &lt;script&gt;"
