"""The file checker: judged on the device, in every format, and nothing is sent."""

import pytest

from tests.support.browser import Visit


@pytest.fixture(scope="module")
def opened(chromium, server):
    """One visitor for the module."""
    visitor = Visit(chromium, server)
    yield visitor
    visitor.context.close()


@pytest.fixture
def checker(opened):
    """The page of the file checker, as it opens."""
    page = opened.open("/fichiers/")
    page.wait_for_load_state("networkidle")
    return page


def jpeg(width, height, size=60_000, exif=1, frame=0xC0, channels=3, order="big"):
    """The start of a JPEG file, then filling; `exif` is its orientation, written in
    this `order`, `frame` its kind (0xC2: progressive), 4 `channels` are those of print
    (CMYK)."""
    parts = [(42, 2), (8, 4), (1, 2), (0x112, 2), (3, 2), (1, 4), (exif, 2), (0, 2)]
    tiff = b"".join(value.to_bytes(length, order) for value, length in parts)
    block = b"Exif\0\0" + (b"MM" if order == "big" else b"II") + tiff + b"\0\0\0\0"
    marker = b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
    length = (8 + 3 * channels).to_bytes(2, "big")
    sides = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    kind = b"\xff" + bytes([frame]) + length + b"\x08" + sides + bytes([channels])
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    head = start + marker + kind
    return head + b"\0" * (size - len(head))


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60_000


WEBP = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 60_000


HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 60_000


@pytest.mark.parametrize(
    ("kind", "name", "content", "verdict", "words"),
    [
        ("photo", "moi.jpg", jpeg(600, 800), "ok", "600 x 800"),
        ("photo", "moi.jpg", jpeg(100, 100), "bloque", "Photo trop petite"),
        ("photo", "moi.jpg", PNG, "bloque", "image PNG"),
        ("photo", "moi.heic", HEIC, "bloque", "HEIC d'iPhone"),
        ("photo", "moi.jpg", HEIC, "bloque", "HEIC d'iPhone"),
        ("photo", "moi.webp", WEBP, "bloque", "Format non accepté (.webp)"),
        ("photo", "moi.jpg", WEBP, "bloque", "ni un JPEG ni un PDF"),
        ("photo", "moi", jpeg(600, 800), "bloque", "Format non accepté"),
        ("photo", "moi.jpg", jpeg(600, 800, size=4_000), "bloque", "trop léger"),
        ("photo", "moi.jpg", jpeg(200, 260), "bloque", "Photo trop petite"),
        ("photo", "moi.jpg", jpeg(600, 800, frame=0xC2), "ok", "600 x 800"),
        ("photo", "moi.jpg", jpeg(600, 800, channels=4), "ok", "600 x 800"),
        ("piece", "carte.pdf", b"%PDF-1.4 /Type /Page" + b" " * 60_000, "verifier",
         "ses pixels ne se mesurent pas"),
        ("photo", "over20.png", PNG, "bloque", "C'est une image PNG\u00a0: ouvrez-la"),
        ("photo", "moi.jpg", b"bonjour" * 10_000, "bloque", "ni un JPEG ni un PDF"),
        ("piece", "carte.pdf", b"%PDF-1.4 /Type /Page /Type /Page" + b" " * 60_000,
         "verifier", "PDF de 2 pages"),
        ("piece", "carte.jpg", jpeg(5100, 7020), "verifier", "Image debout"),
        ("photo", "moi.png", PNG, "bloque", "C'est une image PNG\u00a0: ouvrez-la"),
        ("photo", "moi.jpg", b"", "bloque", "Fichier vide"),
        ("photo", "moi.jpg", jpeg(5712, 4284, exif=6), "verifier", "4284 x 5712"),
        ("photo", "moi.jpg", jpeg(800, 600, exif=6), "ok", "600 x 800"),
        ("photo", "moi.jpg", jpeg(800, 600, exif=8, order="little"), "ok", "600 x 800"),
        ("photo", "moi.jpg", jpeg(600, 800, exif=3, order="little"), "ok", "600 x 800"),
    ],
)  # fmt: skip
def test_a_file_is_judged_on_the_device_and_nothing_is_sent(
    opened, checker, kind, name, content, verdict, words
):
    page, before = checker, len(opened.requests)
    page.locator(f"[data-file={kind}]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator(f"[data-file-result={kind}] [data-verdict={verdict}]").wait_for()
    assert words in page.locator(f"[data-file-result={kind}]").inner_text()
    assert len(opened.requests) == before


def choose(page, kind, name, content):
    page.locator(f"[data-file={kind}]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_an_identity_document_is_right_once_its_front_is_confirmed(checker):
    page = checker
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


def test_a_slow_file_never_answers_for_another(checker):
    page = checker
    page.evaluate(SLOW)
    result = page.locator("[data-file-result=photo]")
    choose(page, "photo", "lent.jpg", jpeg(100, 100))
    result.get_by_text("Lecture en cours").wait_for()
    choose(page, "photo", "bon.jpg", jpeg(600, 800))
    result.locator("[data-verdict=ok]").wait_for()
    page.evaluate("() => window.finish(new ArrayBuffer(60000))")
    page.wait_for_timeout(200)
    assert result.locator("[data-verdict=ok]").count() == 1


def test_a_file_that_cannot_be_read_says_so(checker):
    page = checker
    page.evaluate(SLOW)
    choose(page, "photo", "nuage.jpg", jpeg(600, 800))
    result = page.locator("[data-file-result=photo]")
    result.locator("[data-verdict=verifier]").wait_for()
    assert "n'a pas pu être lu" in result.inner_text()


BIG = """(input) => {
  const bytes = new Uint8Array(%d);
  bytes.set([0xff, 0xd8, 0xff]);
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], "%s"));
  input.files = chosen.files;
  window.read = 0;
  const real = Blob.prototype.arrayBuffer;
  const count = function () { window.read += 1; return real.call(this); };
  Blob.prototype.arrayBuffer = count;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@pytest.mark.parametrize("megabytes", [21, 23])
def test_a_file_of_more_than_twenty_megabytes_is_refused_before_it_is_read(
    checker, megabytes
):
    page = checker
    choose(page, "photo", "bon.jpg", jpeg(600, 800))
    result = page.locator("[data-file-result=photo]")
    result.locator("[data-verdict=ok]").wait_for()
    big = BIG % (megabytes * 1024 * 1024, "lourde.jpg")
    page.locator("[data-file=photo]").evaluate(big)
    result.locator("[data-verdict=bloque]").wait_for()
    assert "Fichier trop lourd" in result.inner_text()
    assert "Format accepté" not in result.inner_text()
    assert page.evaluate("window.read") == 0


def test_the_form_takes_what_ameli_takes_so_that_a_phone_converts(checker):
    page = checker
    for field in page.locator("input[type=file]").all():
        assert "heic" not in field.get_attribute("accept").lower()


def test_each_verdict_of_the_file_checker_passes_axe(opened, checker):
    choose(checker, "photo", "moi.jpg", jpeg(600, 800))
    choose(checker, "piece", "moi.heic", HEIC)
    checker.locator("[data-verdict=ok]").wait_for()
    checker.locator("[data-verdict=bloque]").wait_for()
    assert opened.axe() == []


def test_the_file_checker_without_javascript_gives_the_rules(visit):
    page = visit(javascript=False).open("/fichiers/")
    assert page.get_by_text("Sans JavaScript, le fichier ne peut pas").is_visible()
    assert page.locator("input[type=file]:visible").count() == 0
