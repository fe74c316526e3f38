"""The style sheets: their weight, the ring of the focus on every background, what an
old browser sees of them."""

import re

import pytest

from tests.support.paths import ROOT

CSS = {path.stem: path.read_text("utf-8") for path in ROOT.glob("static/css/*.css")}
SCREEN = CSS["first"] + CSS["site"] + CSS["home"] + CSS["pages"]
LIGHT, DARK = re.findall(r":root \{(.*?)\}", CSS["first"], re.S)
BACKGROUNDS = ["page", "soft", "tint", "attention-bg", "ok-bg", "stop-bg", "mark"]
DARK_BANDS = ["hero", "menu", "foot"]  # where the ring is white


def minified(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text))
    return re.sub(r":\s+", ":", text).replace(";}", "}")


def tokens(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_what_every_page_loads_stays_light():
    assert len(minified(CSS["first"]).encode()) <= 6_000  # in each page
    assert len(minified(CSS["first"] + CSS["site"]).encode()) <= 16_500
    assert len(minified(CSS["home"]).encode()) <= 2_500


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ring_of_the_focus_is_seen_on_every_background(block):
    known = tokens(LIGHT) | tokens(block)
    for name in BACKGROUNDS:
        assert contrast(known["focus"], known[name]) >= 3, name
    for name in DARK_BANDS:
        assert contrast("#ffffff", known[name]) >= 3, name
    assert contrast("#6d8dc2", tokens(LIGHT)["stop-bg"]) < 3  # the ring of before


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_is_seen(block):
    known = tokens(LIGHT) | tokens(block)
    for name in ("page", "soft"):
        assert contrast(known["field"], known[name]) >= 3, name


def test_the_ring_is_white_in_the_dark_bands_and_taken_away_nowhere():
    for name in DARK_BANDS:
        rule = rf"\.{name}(?: a)?:focus-visible \{{[^}}]*outline-color: #fff"
        assert re.search(rule.replace("(?: a)?", "(?: a|\\s)?"), SCREEN), name
    assert not re.search(r"outline(?:-width|-style)?: (?:0|none)", SCREEN)


def test_white_letters_have_a_background_that_old_browsers_know():
    """Without CSS variables, a background told by one alone is no background."""
    for rule in re.findall(r"\{[^{}]*\}", SCREEN):
        light = re.search(r"(?<![-\w])color: (#fff\b|#dfe7f5|var\(--on-blue\))", rule)
        if light and "background: var(" in rule:
            assert re.search(r"background: #[0-9a-f]+;[^}]*background: var", rule), rule


def test_a_page_without_styles_has_icons_of_a_size():
    for path in sorted((ROOT / "templates").rglob("*.svg")):
        start = path.read_text("utf-8").partition(">")[0]
        assert re.search(r'width="\d+" height="\d+"', start), path
