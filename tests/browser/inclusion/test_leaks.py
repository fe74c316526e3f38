"""No letter of a candidate code leaves the page but by the button that says so,
whatever script is lost. `make leaks` does the same with 200 codes in every way."""

import pytest

from tests.support.inclusion.leaks import (
    SECRETS,
    WAYS,
    CodePage,
    drawn_secrets,
    masked,
    subsets,
)
from tests.support.inclusion.wire import WireTap


@pytest.fixture(scope="module")
def tap(server):
    made = WireTap(server.address)
    made.stays = True
    yield made
    made.close()


@pytest.mark.parametrize(
    "lost", subsets(), ids=lambda lost: "+".join(sorted(lost)) or "none"
)
def test_no_letter_leaves_but_by_the_button_that_says_so(chromium, tap, lost):
    page = CodePage(chromium, tap, lost)
    assert page.masks != page.warns  # the page says what it does, and nothing else
    first = subsets().index(lost)
    for number, way in enumerate(WAYS):
        secret = SECRETS[(first + number) % len(SECRETS)]
        assert page.attempt([secret], way) == [], way
    page.close()


def test_the_tap_hears_letters_that_leave(chromium, tap):
    """The harness sees a planted leak: a script that sends what the field holds."""
    page = CodePage(chromium, tap, frozenset())
    page.page.evaluate(
        "document.querySelector('#_code').addEventListener('input', (event) =>"
        " fetch('/livez?' + event.target.value))"
    )
    told = page.attempt(["Marseille1987!"], "type")
    assert told == ["Marseille1987!: its letters left"]
    page.close()


def test_codes_are_masked_letter_by_letter():
    assert masked("Bonjour75!") == "Aaaaaaa75!"
    assert masked("e\u0301t\u00e9Ⓢ𝓢9_") == "éaééé9_"
    assert len(set(drawn_secrets(200))) == 200
