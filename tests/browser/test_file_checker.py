"""The file checker: judged on the device, in every format, and nothing is sent."""

import json
import re

import pytest

LIMITS = {
    "minKb": 50,
    "maxMb": 20,
    "photo": {"minWidth": 212, "minHeight": 271, "maxWidth": 5100, "maxHeight": 7020},
    "document": {"maxWidth": 7020, "maxHeight": 5100},
}


@pytest.fixture
def rules(visit):
    """Calls a rule of the file checker as the page does."""
    visitor = visit()
    page = visitor.open("/fichiers/")
    source = page.locator("script[src*='js/files']").get_attribute("src")
    body = page.evaluate("async (s) => (await fetch(s)).text()", source)
    module = "/static/js/" + re.search(r'from "\./(file-rules[^"]+)"', body).group(1)
    assert re.search(r"\.[0-9a-f]{12}\.js$", module)  # served under its hashed name

    def call(name, *arguments):
        given = ", ".join(json.dumps(argument) for argument in arguments)
        return page.evaluate(
            f"async () => (await import('{module}')).{name}({given}).result"
        )

    return call


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


def jpeg(width, height, size=60_000, exif=1):
    """The start of a JPEG file, then filling; `exif` is its orientation."""
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([exif])
    block = b"Exif\0\0" + tiff + b"\0\0" + b"\0\0\0\0"
    marker = b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
    frame = (
        b"\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    )
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    head = start + marker + frame
    return head + b"\0" * (size - len(head))


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60_000


HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 60_000


@pytest.mark.parametrize(
    ("kind", "name", "content", "verdict", "words"),
    [
        ("photo", "moi.jpg", jpeg(600, 800), "ok", "600 x 800"),
        ("photo", "moi.jpg", jpeg(100, 100), "bloque", "Photo trop petite"),
        ("photo", "moi.jpg", PNG, "bloque", "image PNG"),
        ("photo", "moi.heic", HEIC, "bloque", "HEIC d'iPhone"),
        ("photo", "moi.jpg", b"bonjour" * 10_000, "bloque", "ni un JPEG ni un PDF"),
        ("piece", "carte.pdf", b"%PDF-1.4 /Type /Page /Type /Page" + b" " * 60_000,
         "verifier", "PDF de 2 pages"),
        ("piece", "carte.jpg", jpeg(5100, 7020), "verifier", "Image debout"),
        ("photo", "moi.png", PNG, "bloque", "C'est une image PNG : ouvrez-la"),
        ("photo", "moi.jpg", b"", "bloque", "Fichier vide"),
        ("photo", "moi.jpg", jpeg(5712, 4284, exif=6), "verifier", "4284 x 5712"),
        ("photo", "moi.jpg", jpeg(800, 600, exif=6), "ok", "600 x 800"),
    ],
)  # fmt: skip
def test_a_file_is_judged_on_the_device_and_nothing_is_sent(
    visit, kind, name, content, verdict, words
):
    visitor = visit()
    page = visitor.open("/fichiers/")
    page.wait_for_load_state("networkidle")
    before = len(visitor.requests)
    page.locator(f"[data-file={kind}]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator(f"[data-file-result={kind}] [data-verdict={verdict}]").wait_for()
    assert words in page.locator(f"[data-file-result={kind}]").inner_text()
    assert len(visitor.requests) == before
    assert visitor.axe() == []


def choose(page, kind, name, content):
    page.locator(f"[data-file={kind}]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_an_identity_document_is_right_once_its_front_is_confirmed(visit):
    page = visit().open("/fichiers/")
    page.wait_for_load_state("networkidle")
    choose(page, "piece", "carte.jpg", jpeg(1200, 800))
    result = page.locator("[data-file-result=piece]")
    result.locator("[data-verdict=verifier]").wait_for()
    page.locator("[data-recto]").check()
    result.locator("[data-verdict=ok]").wait_for()


SLOW = """() => {
  const real = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = function () {
    const slow = (done) => { window.finish = done; };
    if (this.name === "lent.jpg") return new Promise(slow);
    if (this.name === "nuage.jpg") return Promise.reject(new Error("unreadable"));
    return real.call(this);
  };
}"""


def test_a_slow_file_never_answers_for_another(visit):
    page = visit().open("/fichiers/")
    page.wait_for_load_state("networkidle")
    page.evaluate(SLOW)
    result = page.locator("[data-file-result=photo]")
    choose(page, "photo", "lent.jpg", jpeg(100, 100))
    result.get_by_text("Lecture en cours").wait_for()
    choose(page, "photo", "bon.jpg", jpeg(600, 800))
    result.locator("[data-verdict=ok]").wait_for()
    page.evaluate("() => window.finish(new ArrayBuffer(60000))")
    page.wait_for_timeout(200)
    assert result.locator("[data-verdict=ok]").count() == 1


def test_a_file_that_cannot_be_read_says_so(visit):
    page = visit().open("/fichiers/")
    page.wait_for_load_state("networkidle")
    page.evaluate(SLOW)
    choose(page, "photo", "nuage.jpg", jpeg(600, 800))
    result = page.locator("[data-file-result=photo]")
    result.locator("[data-verdict=verifier]").wait_for()
    assert "n'a pas pu être lu" in result.inner_text()


def test_the_file_checker_without_javascript_gives_the_rules(visit):
    page = visit(javascript=False).open("/fichiers/")
    assert page.get_by_text("Sans JavaScript, le fichier ne peut pas").is_visible()
    assert page.locator("input[type=file]:visible").count() == 0
