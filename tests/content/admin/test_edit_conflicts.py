"""Two editors of one text: the second is told, and neither loses a word."""

import html
import re

import pytest

from tests.support.desk import address_of, form_data, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def posted(client, **changes) -> dict:
    """What a browser would send of the form as it is now."""
    return form_data(client, address_of("change")) | changes


def test_the_second_editor_is_told_and_sees_both_texts(staff):
    mine = posted(staff["lea"], summary="Le texte de Léa.")
    save(staff["rene"], row(), summary="Le texte de René.")
    answer = staff["lea"].post(address_of("change"), mine)
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "rene a enregistré" in told
    assert "Le texte de Léa." in told and "Le texte de René." in told
    assert row().summary == "Le texte de René."


def test_the_second_editor_may_then_put_their_text(staff):
    mine = posted(staff["lea"], summary="Le texte de Léa.")
    save(staff["rene"], row(), summary="Le texte de René.")
    told = staff["lea"].post(address_of("change"), mine).content.decode()
    again = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', told, re.S
        )
    }
    assert staff["lea"].post(address_of("change"), again).status_code == 302
    assert row().summary == "Le texte de Léa."


def test_who_has_the_form_open_is_named(staff):
    staff["rene"].get(address_of("change"))
    assert "En cours d'édition par rene" in html.unescape(
        staff["lea"].get(address_of("change")).content.decode()
    )
