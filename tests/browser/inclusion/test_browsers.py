"""The floor that the page « Accessibilité » states: styles and scripts ask only what
those browsers know (MDN's data, `make browsers`), or only make it nicer."""

import json
import re

from tests.support.inclusion.features import (
    BROWSERS,
    GUARDED,
    NICER,
    SCRIPT_FEATURES,
    scripts,
    style_features,
)
from tests.support.paths import GUIDE, ROOT

DATA = json.loads((ROOT / "tests/support/inclusion/browsers.json").read_text("utf-8"))[
    "features"
]


def too_new(features):
    """The features that a browser of the floor does not know."""
    return {
        f"{path} in {browser} {DATA[path][browser]:g}"
        for path in features
        for browser, floor in BROWSERS.items()
        if DATA[path][browser] > floor
    }


def test_styles_ask_what_the_floor_knows():
    used = style_features()
    assert used - set(DATA) == set(), "make browsers, then read what is new"
    assert too_new(used - set(NICER)) == set()
    assert set(NICER) <= used, "no longer used"


def test_scripts_ask_what_the_floor_knows():
    text = scripts()
    used = {
        path for path, told in SCRIPT_FEATURES.items() if re.search(told, text, re.M)
    }
    assert too_new(used - set(GUARDED)) == set()
    assert "javascript/operators/optional_chaining" in used  # the search does find


def test_an_older_browser_would_be_found():
    known = DATA["javascript/operators/nullish_coalescing_assignment"]
    assert known["chrome"] == 85 and known["safari"] == 14  # CanIUse says the same


def test_the_floor_is_the_one_that_readers_are_told():
    told = (GUIDE / "informations.yaml").read_text("utf-8")
    told = " ".join(told.split())
    words = "Chrome ou Edge {chrome}, Firefox {firefox}, Safari {safari}"
    assert words.format(**BROWSERS) in told
