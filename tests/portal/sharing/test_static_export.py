"""The mirror: the whole site as files, page by page the same as the live one."""

import re
from math import prod

import pytest

from content.snapshot import store
from guide_portal.sharing import static_export
from tests.support.commands import manage

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror") / "site"
    manage("export_site", str(folder))
    return folder


def words(page: str) -> str:
    """The text of a page, without its marks nor its addresses."""
    return " ".join(re.sub(r"<[^>]+>|https?://[^\s\"<]+", " ", page).split())


def file_of(mirror, address: str):
    path = mirror / address.lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def test_every_page_is_there_with_the_same_words(mirror, server):
    for address in dict.fromkeys(static_export.site_addresses()):
        live = server.ask(address).body.decode()
        kept = file_of(mirror, address).read_text("utf-8")
        if address.endswith("/verifier/"):
            kept = re.sub(r'<div class="wide"><section><h2>Toutes.*?</main>', "</main>",
                          kept, flags=re.S)  # fmt: skip
        if address.endswith("/"):
            assert words(kept) == words(live), address


def checks_of(entry):
    return entry.record.get("checks", [])


def size(table):
    return prod(len(question["answers"]) for question in table["questions"])


def test_every_outcome_of_every_check_is_a_page(mirror, reader):
    listed = list(static_export.outcomes())
    tables = [t for e in store.current_snapshot().pages.values() for t in checks_of(e)]
    assert len(listed) == len({one.page for one in listed}) == sum(map(size, tables))
    for one in listed[::7]:
        kept = file_of(mirror, one.page).read_text("utf-8")
        live = reader.get(one.query).content.decode()
        verdicts = re.compile(r'data-verdict="([\w-]+)"')
        assert verdicts.findall(kept) == verdicts.findall(live)


def test_every_link_of_a_check_leads_to_a_file(mirror):
    page = file_of(mirror, "/guide/creer-compte-ameli/verifier/").read_text("utf-8")
    links = re.findall(r'<li><a href="([^"]+verifier/[^"]+)"', page)
    assert links and all(file_of(mirror, link).exists() for link in links)


def test_a_folder_that_holds_something_is_left_alone(mirror, tmp_path):
    (tmp_path / "x").write_text("mien")
    with pytest.raises(Exception, match="non-zero"):
        manage("export_site", str(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_the_export_holds_static_files_and_qr_codes(mirror):
    css = re.search(
        r'href="(/static/css/site\.[^"]+)"', (mirror / "index.html").read_text()
    )
    assert file_of(mirror, css[1]).exists()
    assert len(store.current_snapshot().pages) == len(
        list((mirror / "qr").glob("*.svg"))
    )
