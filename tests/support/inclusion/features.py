"""What our styles and scripts ask of a browser, by the names of MDN's data."""

import re

from tests.support.paths import ROOT

# the oldest that has all of it; older ones read and do everything without scripts
BROWSERS = {
    "chrome": 87,
    "edge": 87,
    "firefox": 79,
    "safari": 14.1,
    "safari_ios": 14.5,
}
# what is only nicer where it is known, and why nothing is lost without it
NICER = {
    "css/selectors/has": "a rule of its own, for looks alone",
    "css/properties/scroll-behavior": "a link within the page jumps",
    "css/properties/outline": "a ring with square corners",
    "css/properties/text-wrap": "lines of a title of equal length",
    "css/properties/accent-color": "the colour of a ticked box",
    "css/properties/overflow-anchor": "Safari has no anchor to be taken away",
    "css/properties/overscroll-behavior": "the page may scroll behind suggestions",
    "css/at-rules/media/forced-colors": "edges for Windows' contrast themes",
    "css/selectors/focus-visible": "the browser's own ring is shown instead",
    "css/properties/text-decoration-thickness": "a thinner underline",
    "css/properties/appearance": "the browser's own field",
}
SCRIPT_FEATURES = {
    "javascript/operators/optional_chaining": r"\?\.\w|\?\.\(|\?\.\[",
    "javascript/operators/nullish_coalescing": r"\?\?[^=]",
    "javascript/operators/nullish_coalescing_assignment": r"\?\?=",
    "javascript/operators/await": r"\bawait\b",
    "javascript/operators/spread": r"\.\.\.",
    "javascript/statements/import": r"^import ",
    "javascript/regular_expressions/unicode_character_class_escape": r"\\p\{",
    "javascript/builtins/String/normalize": r"\.normalize\(",
    "javascript/builtins/Object/fromEntries": r"Object\.fromEntries",
    "javascript/builtins/Array/from": r"Array\.from",
    "javascript/builtins/Array/flatMap": r"\.flatMap\(",
    "javascript/builtins/String/matchAll": r"\.matchAll\(",
    "api/Element/replaceChildren": r"\.replaceChildren\(",
    "api/Element/closest": r"\.closest\(",
    "api/Blob/arrayBuffer": r"\.arrayBuffer\(",
    "api/URLSearchParams": r"URLSearchParams",
    "api/DOMParser": r"DOMParser",
    "api/SubmitEvent/submitter": r"\.submitter",
    "api/HTMLFormElement/requestSubmit": r"\.requestSubmit\(",
}
# asked for before it is used, or only better with it
GUARDED = {
    "api/SubmitEvent/submitter": "the first button stands for it",
}


def styles() -> str:
    sheets = [ROOT / f"static/css/{n}.css" for n in ("first", "site", "home", "pages")]
    text = "".join(sheet.read_text("utf-8") for sheet in sheets)
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def scripts() -> str:
    paths = sorted((ROOT / "static/js").glob("*.js"))
    text = "\n".join(p.read_text("utf-8") for p in paths if p.name != "worker.js")
    return re.sub(r"^\s*//.*$|\s// .*$", "", text, flags=re.M)


def style_features() -> set[str]:
    """The properties, selectors and media of our sheets."""
    text = styles()
    names = set(re.findall(r"[{;]\s*([a-z][a-z-]+)\s*:", text))
    found = {f"css/properties/{name}" for name in names}
    for name in set(re.findall(r":{1,2}([a-z][a-z-]+)(?=[\s,{(:.])", text)):
        if re.search(
            rf"[^\s{{;]:{{1,2}}{name}\b[^;]*\{{|^\s*:{{1,2}}{name}\b", text, re.M
        ):
            found.add(f"css/selectors/{name}")
    media = set(re.findall(r"\(([a-z-]+):", " ".join(re.findall(r"@media[^{]*", text))))
    found |= {
        f"css/at-rules/media/{name.removeprefix('min-').removeprefix('max-')}"
        for name in media
    }
    found |= {"css/properties/gap/flex_context"}
    found |= {"css/properties/custom-property"}
    return found
