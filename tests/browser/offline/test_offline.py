"""The copy kept on a device: nothing before one asks, read without a network."""

import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.support.server import Server


def test_nothing_is_installed_before_one_asks(visit):
    page = visit().open("/hors-ligne/")
    assert page.evaluate(
        "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    ) == 0  # fmt: skip


def test_the_guide_is_read_without_a_network_then_erased(visit, tmp_path):
    visitor, own = visit(), Server(tmp_path / "data")
    page = visitor.open(own.address + "/hors-ligne/")
    page.get_by_role("button", name="Garder le guide").click()
    page.get_by_text("Le guide est gardé sur cet appareil").wait_for(timeout=30_000)
    sheet = own.address + "/feuille-de-route/?fiche=code-oublie"
    page.goto(sheet)
    own.stop()  # the network is cut for the service worker too
    page.goto(own.address + "/guide/creer-compte-ameli/")
    assert page.get_by_role(
        "heading", name="Créer un compte ameli", level=1
    ).is_visible()
    code = "fetch('/qr/creer-compte-ameli.svg').then((answer) => answer.ok)"
    assert page.evaluate(code)
    assert "copie gardée sur cet appareil" in page.locator(".offline").inner_text()
    assert "aujourd'hui" in page.locator(".offline").inner_text()
    background = "getComputedStyle(document.querySelector('.top')).display"
    assert page.evaluate(background) == "block"
    # a page that the copy has not is never another under its address
    page.goto(own.address + "/guide/creer-compte-ameli/verifier/")
    assert "n'est pas dans la copie" in page.locator("h1").inner_text()
    page.goto(own.address + "/guide/commander-carte-vitale?edition=1")
    assert page.url.endswith("/guide/commander-carte-vitale/?edition=1")
    assert page.locator("h1").inner_text() == "Commander une carte Vitale"
    page.goto(sheet)
    assert page.locator(".ordered li").count() == 1
    assert "Pas de réseau" in page.locator(".offline").inner_text()
    page.goto(own.address + "/feuille-de-route/?fiche=payer-creance")
    assert "n'est pas dans la copie" in page.locator("h1").inner_text()
    page.goto(own.address + "/hors-ligne/")
    page.get_by_role("button", name="Tout effacer").click()
    page.get_by_text("Tout est effacé").wait_for()
    assert page.evaluate("caches.keys().then(names => names.length)") == 0


class Failing(BaseHTTPRequestHandler):
    """What stands before a portal that is down: an error at once, or after a while."""

    after = 0.0

    def do_GET(self):
        time.sleep(self.after)
        self.send_error(502)

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@pytest.mark.parametrize(
    ("after", "told"), [(0.0, "Le site ne répond pas"), (6.0, "Réseau lent")]
)
def test_a_site_that_fails_or_is_slow_gives_way_to_the_copy(
    visit, tmp_path, after, told
):
    page, own = visit().page, Server(tmp_path / "data")
    page.goto(own.address + "/hors-ligne/")
    page.get_by_role("button", name="Garder le guide").click()
    page.get_by_text("Le guide est gardé sur cet appareil").wait_for(timeout=30_000)
    own.stop()
    handler = type("Handler", (Failing,), {"after": after})
    proxy = ThreadingHTTPServer(("127.0.0.1", urlsplit(own.address).port), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        page.goto(own.address + "/guide/creer-compte-ameli/", timeout=20_000)
        assert page.locator("h1").inner_text() == "Créer un compte ameli"
        assert told in page.locator(".offline").inner_text()
    finally:
        proxy.shutdown()
        proxy.server_close()


def test_a_device_without_room_is_told_so_and_keeps_no_half_copy(visit):
    visitor = visit()
    page = visitor.open("/hors-ligne/")
    session = visitor.context.new_cdp_session(page)
    limit = {"origin": visitor.server.address, "quotaSize": 200_000}
    session.send("Storage.overrideQuotaForOrigin", limit)
    page.get_by_role("button", name="Garder le guide").click()
    page.get_by_text("il n'y a plus de place sur cet appareil").wait_for(timeout=30_000)
    assert page.evaluate("caches.keys()") == []


OLDER = """async () => {
    const [name] = (await caches.keys()).filter((one) => one.startsWith("guide-"));
    const old = await caches.open("guide-0");
    await old.put("/_copie", await (await caches.open(name)).match("/_copie"));
    await caches.delete(name);
    return name;
}"""


def test_a_new_publication_comes_without_a_word(visit):
    visitor = visit()
    page = visitor.open("/hors-ligne/")
    page.get_by_role("button", name="Garder le guide").click()
    page.get_by_text("Le guide est gardé sur cet appareil").wait_for(timeout=30_000)
    now = page.evaluate(OLDER)
    session = visitor.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")  # it looks when it wakes
    visitor.open("/guide/creer-compte-ameli/")
    page.wait_for_function(
        f"caches.keys().then(all => all.join() === '{now}')", timeout=30_000
    )
    assert page.locator(".offline").count() == 0


class Broken(BaseHTTPRequestHandler):
    """What stands before a portal one page of which fails."""

    portal, lost = "", "/guide/payer-creance/"

    def do_GET(self):
        if self.path.startswith(self.lost):
            return self.send_error(500)
        with urllib.request.urlopen(self.portal + self.path) as answer:
            self.send_response(200)
            kind = answer.headers["Content-Type"]
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(answer.read())

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


def test_a_page_in_error_is_kept_in_no_copy(visit, server):
    handler = type("Handler", (Broken,), {"portal": server.address})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    page = visit().page
    try:
        page.goto(f"http://127.0.0.1:{proxy.server_port}/hors-ligne/")
        page.get_by_role("button", name="Garder le guide").click()
        page.get_by_text("La copie n'a pas pu être faite").wait_for(timeout=30_000)
        assert page.evaluate("caches.keys()") == []
    finally:
        proxy.shutdown()
        proxy.server_close()
