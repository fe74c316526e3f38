"""The rules of the file checker, called as its page calls them."""

import json
import re

import pytest

LIMITS = {
    "minKb": 50,
    "maxMb": 20,
    "photo": {"minWidth": 212, "minHeight": 271, "maxWidth": 5100, "maxHeight": 7020},
    "document": {"maxWidth": 7020, "maxHeight": 5100},
}


@pytest.fixture(scope="module")
def rules(chromium, server):
    """Calls a rule of the file checker as the page does."""
    context = chromium.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/fichiers/")
    source = page.locator("script[src*='js/files']").get_attribute("src")
    body = page.evaluate("async (s) => (await fetch(s)).text()", source)
    module = "/static/js/" + re.search(r'from "\./(file-rules[^"]+)"', body).group(1)
    assert re.search(r"\.[0-9a-f]{12}\.js$", module)  # served under its hashed name

    def call(name, *arguments):
        given = ", ".join(json.dumps(argument) for argument in arguments)
        return page.evaluate(
            f"async () => (await import('{module}')).{name}({given}).result"
        )

    yield call
    context.close()


def test_the_size_of_a_file_has_its_grey_zones(rules):
    vectors = [(49999, "ko"), (50000, "verifier"), (51199, "verifier"), (51200, "ok"),
               (20000000, "ok"), (20000001, "verifier"), (20971520, "verifier"),
               (20971521, "ko")]  # fmt: skip
    assert [(n, rules("judgeSize", n, LIMITS)) for n, _ in vectors] == vectors


NAMES = """
a.jpeg ok, a.JPG ok, a.Jpg verifier, a.png ko, a.HEIC ko, a.pdf ok, photo ko
"""


PHOTOS = "212x271 ok, 211x271 ko, 212x270 ko, 5100x7020 ok, 5101x7020 ko"
PHOTOS += ", 5100x7021 ko, 7020x5100 ko"


DOCUMENTS = "7020x5100 ok, 7021x5100 ko, 5100x7020 verifier, 1x1 ok, 8000x8000 ko"


def vectors(text):
    return [tuple(pair.split()) for pair in text.strip().split(", ")]


def test_the_name_of_a_file_tells_its_format(rules):
    for name, result in vectors(NAMES):
        assert rules("judgeName", name) == result, name


def test_the_pixels_of_a_photo_and_of_a_document(rules):
    for rule, given in (("judgePhoto", PHOTOS), ("judgeDocument", DOCUMENTS)):
        for size, result in vectors(given):
            assert rules(rule, *map(int, size.split("x")), LIMITS) == result, size
