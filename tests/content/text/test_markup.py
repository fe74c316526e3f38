"""From an editor's text to safe HTML, with the spaces that French printing asks for."""

import pytest

from content.text.markup import NARROW, NO_BREAK, to_html, typography


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("70 %", f"70{NO_BREAK}%"),
        ("Avant : après", f"Avant{NO_BREAK}: après"),
        ("« mot »", f"«{NO_BREAK}mot{NO_BREAK}»"),
        ("Quoi ?", f"Quoi{NARROW}?"),
        ("Oui !", f"Oui{NARROW}!"),
        ("un ; deux", f"un{NARROW}; deux"),
        ("48 heures", f"48{NO_BREAK}heures"),
        ("50 000", f"50{NO_BREAK}000"),
        ("un jour", "un jour"),
    ],
)
def test_a_sign_never_leaves_the_word_it_belongs_to(typed, printed):
    assert typography(typed) == printed


@pytest.mark.parametrize("scheme", ["javascript", "data", "http", "vbscript"])
def test_only_links_that_are_safe_stay_links(scheme):
    assert "href" not in to_html(f"[ici]({scheme}:alert)")
