"""Paper, printed by Chromium and read back with poppler: pages, titles, type, links."""

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

FICHES = [
    *("creer-compte-ameli", "creer-compte-sans-carte-vitale", "choisir-code-personnel"),
    *("commander-carte-vitale", "inscrire-coordonnees-bancaires", "changer-adresse"),
    *("code-oublie", "connexion-impossible", "payer-creance", "faire-reclamation"),
]
SHEET = "/feuille-de-route/?lire=1&fiche="
PAGES = ["/imprimer/", "/imprimer/depannage/", "/guide/creer-compte-ameli/"]
PAGES += ["/guide/commander-carte-vitale/", SHEET + "&fiche=".join(FICHES[:6])]
PAGES += ["/contacts/", SHEET + "&fiche=".join(FICHES)]
LINE = re.compile(r'<text top="(\d+)" left="(\d+)" width="\d+" height="\d+"[^>]*>(.*)<')
FOOT = 1185  # of the 1263 units of a page: below stand its number and its name
SMALLEST = """() => {
    const found = [], walker = document.createTreeWalker(document.body, 4);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (node.data.trim() && parent.checkVisibility() && parent.closest("main"))
            found.push(parseFloat(getComputedStyle(parent).fontSize) * 0.75);
    }
    return Math.min(...found);
}"""
TITLES = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, .h)")]
    .map((title) => title.textContent.replace(/\\s+/g, " ").trim())"""


@pytest.fixture(scope="module")
def page(chromium, server):
    if not shutil.which("pdftohtml"):
        pytest.skip("poppler absent : apt-get install poppler-utils")
    context = chromium.new_context(base_url=server.address)
    yield context.new_page()
    context.close()


def printed(page, address: str, tmp_path: Path) -> Path:
    page.emulate_media(media="print")  # a test before may have asked for the screen
    page.goto(address)
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, tagged=True, outline=True)
    return file


def read(tool: str, file: Path, *options: str) -> str:
    done = subprocess.run(
        [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def last_lines(file: Path) -> list[tuple[int, str]]:
    """The last line of each column of each page but the last, with its page."""
    xml = read("pdftohtml", file, "-xml", "-i", "-stdout")
    found = []
    for number, sheet in enumerate(xml.split("<page ")[1:-1], 1):
        columns: dict[bool, dict[int, str]] = defaultdict(lambda: defaultdict(str))
        for top, left, text in LINE.findall(sheet):
            if int(top) < FOOT and text.strip():
                columns[int(left) > 440][int(top)] += text
        found += [(number, lines[max(lines)]) for lines in columns.values()]
    return found


@pytest.mark.parametrize("address", PAGES)
def test_no_title_stands_alone_at_the_foot_of_a_page(page, tmp_path, address):
    file = printed(page, address, tmp_path)
    titles = {title for title in page.evaluate(TITLES) if len(title) > 3}
    for number, line in last_lines(file):
        text = re.sub(r"<[^>]+>|^\d+\. ", "", line).strip()
        bold = line.strip().startswith("<b>") and line.strip().endswith("</b>")
        alone = bold and any(text and title.endswith(text) for title in titles)
        assert not alone, (number, text)


def test_the_booklet_has_numbered_pages_and_a_table_of_what_it_holds(page, tmp_path):
    file = printed(page, "/imprimer/", tmp_path)
    number = int(re.search(r"Pages:\s+(\d+)", read("pdfinfo", file))[1])
    sheets = read("pdftotext", file, "-layout").split("\f")[:number]
    for place, text in enumerate(sheets, 1):
        assert f"page {place} sur {number}" in text
    listed = page.locator(".booklet nav li a").all_inner_texts()
    told = page.locator(".booklet .fiche > h3").all_inner_texts()
    assert listed == told and len(told) == 65
    assert "65. " in sheets[0] and any("65. " in text for text in sheets[5:])
    chapters = page.locator(".chapter > h2").all_inner_texts()
    begun = [text.lstrip() for text in sheets]
    for chapter in chapters:
        assert any(text.startswith(chapter) for text in begun), chapter


def test_a_pdf_is_tagged_with_its_language_and_its_headings(page, tmp_path):
    for address in ("/guide/creer-compte-ameli/", "/imprimer/depannage/"):
        file = printed(page, address, tmp_path)
        assert re.search(rb"/Lang\s*\(fr", file.read_bytes())
        assert "Tagged:          yes" in read("pdfinfo", file)
        tags = read("pdfinfo", file, "-struct")
        assert all(
            f"\n{' ' * 4}" in tags and f"{h} (block)" in tags for h in ("H1", "H2")
        )
    assert "H4 (block)" in tags


def test_outgoing_links_and_the_postal_address_are_printed(page, tmp_path):
    file = printed(page, "/guide/commander-carte-vitale/", tmp_path)
    text = re.sub(r"\s+", "", read("pdftotext", file))
    page.emulate_media(media="print")
    out = page.locator('main .text a[href^="http"]:visible').evaluate_all(
        "all => all.map(link => link.getAttribute('href'))"
    )
    page.emulate_media(media="screen")
    assert out and all(link in text for link in out)
    assert "75948PARISCEDEX19" in text


def test_a_link_of_a_step_or_a_video_says_its_address(page, tmp_path):
    text = read("pdftotext", printed(page, "/guide/commander-carte-vitale/", tmp_path))
    assert "(/guide/tutoriels-video/)" in re.sub(r"\s+", "", text)
    text = read("pdftotext", printed(page, "/guide/creer-compte-ameli/", tmp_path))
    assert "(/contacts/#" in re.sub(r"\s+", "", text)


def test_what_to_say_on_the_phone_is_printed_though_it_is_closed(page, tmp_path):
    text = read("pdftotext", printed(page, "/depannage/code-oublie/", tmp_path))
    assert "À dire au téléphone" in text
    assert "Je suis" in text or "Bonjour" in text
    assert "Message pour" not in text
    # where styles alone cannot open it, the page does
    closed = "details.messages:not(.screen)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(f"{closed}[open] .script[open]").count() >= 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(f"{closed}[open]").count() == 0


@pytest.mark.parametrize(("number", "least"), [(1, 10), (3, 10), (6, 10), (10, 9)])
def test_type_on_paper_is_never_small(page, number, least):
    page.goto(SHEET + "&fiche=".join(FICHES[:number]))
    page.emulate_media(media="print")
    smallest = page.evaluate(SMALLEST)
    page.emulate_media(media="screen")
    assert smallest >= least - 0.01


@pytest.mark.parametrize(
    "address",
    [SHEET + "code-oublie&taille=grand", "/guide/commander-carte-vitale/?taille=grand"],
)
def test_there_is_a_large_print_version(page, address):
    page.goto(address.replace("&taille=grand", "").replace("?taille=grand", ""))
    page.get_by_role("link", name="En gros caractères").click()
    page.wait_for_url("**taille=grand*")
    page.emulate_media(media="print")
    smallest = page.evaluate(SMALLEST)
    page.emulate_media(media="screen")
    assert smallest >= 16 - 0.01


def test_a_verdict_is_printed_in_one_piece(page, tmp_path):
    page.goto("/guide/demander-complementaire-sante-solidaire/verifier/")
    first = "[...document.querySelectorAll('[data-question] input')]"
    names = "new Map(all.map(i => [i.name, i.value]))".replace("all", first)
    query = page.evaluate(f"new URLSearchParams([...{names}]).toString()")
    file = printed(page, f"{page.url}?{query}", tmp_path)
    verdicts = page.locator(".verdict:not(.en-cours)").all_inner_texts()
    sheets = [re.sub(r"\s+", "", s) for s in read("pdftotext", file).split("\f")]
    assert verdicts
    for verdict in verdicts:
        lines = [re.sub(r"\s+", "", line) for line in verdict.splitlines() if line]
        held = [sum(line in sheet for line in lines) for sheet in sheets]
        assert max(held) == len(lines), held
