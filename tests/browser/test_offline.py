"""The copy kept on a device: nothing before one asks, read without a network."""

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
    own.stop()  # the network is cut for the service worker too
    page.goto(own.address + "/guide/creer-compte-ameli/")
    assert page.get_by_role(
        "heading", name="Créer un compte ameli", level=1
    ).is_visible()
    assert "copie gardée sur cet appareil" in page.locator(".offline").inner_text()
    assert "aujourd'hui" in page.locator(".offline").inner_text()
    background = "getComputedStyle(document.querySelector('.top')).display"
    assert page.evaluate(background) == "block"
    # a tool needs the network: the whole text instead
    page.goto(own.address + "/guide/creer-compte-ameli/verifier/")
    assert page.locator("#creer-compte-ameli").is_visible()
    page.goto(own.address + "/hors-ligne/")
    page.get_by_role("button", name="Tout effacer").click()
    page.get_by_text("Tout est effacé").wait_for()
    assert page.evaluate("caches.keys().then(names => names.length)") == 0
