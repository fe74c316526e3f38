"""Static files while a version replaces another: pages kept anywhere stay dressed."""

import pytest

from tests.support.commands import manage
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("published")
OLD, NEW = "css/site.0123456789ab.css", "css/site.ba9876543210.css"


@pytest.fixture(scope="module")
def own(tmp_path_factory, published):
    server = Server(tmp_path_factory.mktemp("deployed"))
    yield server
    server.stop()


def test_a_file_written_after_the_start_is_served(own):
    assert own.ask(f"/static/{NEW}").status == 404
    (own.data / "static" / NEW).write_text("a{color:red}")
    answer = own.ask(f"/static/{NEW}")
    assert (answer.status, answer.body) == (200, b"a{color:red}")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/css/site.ffffffffffff.css",
        "/static/../secret-key.0123456789ab.css",
        "/static//etc/passwd.0123456789ab.",
        "/static/css/",
        "/nexiste-pas/",
    ],
)
def test_what_is_not_there_now_is_kept_by_nobody(own, path):
    answer = own.ask(path)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_files_of_the_version_before_stay(own):
    (own.data / "static" / OLD).write_text("b{color:blue}")
    manage("prepare", data=str(own.data))
    assert own.ask(f"/static/{OLD}").body == b"b{color:blue}"
