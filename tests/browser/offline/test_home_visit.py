"""A home visit without a network: what was prepared opens, ticks, computes, finds."""

import pytest

from content.snapshot import store
from procedures.rules.dates import read_start
from procedures.rules.deadline_advice import safest_start
from procedures.tools.deadlines import limit_of
from tests.support.browser import BROWSER_PATIENCE
from tests.support.paths import ROOT
from tests.support.server import Server

SHEET = "/feuille-de-route/?fiche=commander-carte-vitale&fiche=code-oublie"
ANSWERS = ROOT / "static" / "js" / "offline-answers.js"
STARTS = [
    *("2026-11-27T10:00", "2026-11-27", "2026-03-28T14:30", "2026-10-24T02:30"),
    *("2026-03-29T02:30", "2026-10-25T02:30", "2028-01-31", "2027-02-28T23:59"),
    *("27/11/2026", "27/11/2026 à 10h", "2026-12-24T16:00", "2027-05-05T09:00"),
    *("2027-03-26T09:00", "2028-02-29", "2026-11-28T09:15", "2030-12-31T23:30"),
]


def keep(page, address: str) -> None:
    """The guide kept on this device, whole."""
    page.goto(address + "/hors-ligne/")
    page.get_by_role("button", name="Garder le guide").click()
    page.get_by_text("Le guide est gardé sur cet appareil").wait_for(timeout=30_000)


def boxes(page) -> list[bool]:
    found = page.locator('#_feuille input[name="fait"][type="checkbox"]')
    return found.evaluate_all("all => all.map(box => box.checked)")


def screens_kept(page) -> str:
    return (
        "caches.open('feuilles').then(kept => kept.keys())"
        ".then(all => all.filter(one => one.url.includes('/rendez-vous/')).length)"
    )


@pytest.fixture(scope="module")
def visitor(chromium, published, tmp_path_factory):
    """A page of a device that keeps the guide, and the server that it came from."""
    own = Server(tmp_path_factory.mktemp("visit"))
    context = chromium.new_context(viewport={"width": 375, "height": 760})
    context.set_default_timeout(BROWSER_PATIENCE)
    page = context.new_page()
    keep(page, own.address)
    yield page, own
    context.close()
    own.stop()


def test_a_sheet_prepared_is_opened_ticked_and_computed_without_a_network(visitor):
    page, own = visitor
    page.goto(own.address + SHEET)
    short = page.locator('a[href^="/f/?"]').first.get_attribute("href")
    page.wait_for_function(f"{screens_kept(page)}.then(n => n > 5)")
    own.stop()

    # the link of the message, never opened here before
    page.goto(own.address + short)
    assert "Pas de réseau" in page.locator(".offline").inner_text()
    assert page.locator("h1").inner_text() == "Feuille de route"
    assert page.locator(".qr img").evaluate("code => code.naturalWidth") > 0
    total = len(boxes(page))
    assert boxes(page) == [False] * total
    first = page.locator('#_feuille input[name="fait"]').first
    page.locator("#_coches label.tick").first.click()
    page.get_by_text(f"1 sur {total} fait").first.wait_for()
    page.locator("#_coches label.tick").nth(2).click()
    page.get_by_text(f"2 sur {total} faits").first.wait_for()
    assert page.locator(".failure").count() == 0
    assert first.get_attribute("value") in page.url
    page.reload()
    assert [at for at, done in enumerate(boxes(page)) if done] == [0, 2]

    # step by step, with what is ticked
    page.get_by_role("link", name="Suivre pas à pas").first.click()
    assert page.locator('input[name="fait"][checked]').count() > 0
    page.get_by_role("button", name="Continuer").click()
    assert "Écran 2 sur" in page.locator(".progress").inner_text()
    page.get_by_role("link", name="Quitter vers la feuille de route").click()
    assert sum(boxes(page)) == 2

    # until when the code received this Friday may be used
    page.goto(own.address + "/guide/commander-carte-vitale/?fait=photo")
    page.goto(own.address + "/depannage/code-oublie/")
    page.get_by_role("link", name="Calculer la date").first.click()
    page.locator("#_depuis").fill("2026-11-27T18:00")
    page.get_by_role("button", name="Calculer").click()
    page.locator("[data-deadline]").wait_for()
    assert "novembre 2026 à 18 h" in page.locator("#_limite .said").inner_text()
    assert "depuis=2026-11-27T18" in page.url

    # a word of the guide
    page.goto(own.address + "/recherche/?q=carte+vitale+perdue")
    assert page.locator("#_mots").input_value() == "carte vitale perdue"
    slugs = page.locator("[data-slug]").evaluate_all(
        "all => all.map(x => x.dataset.slug)"
    )
    assert any("vitale" in slug for slug in slugs[:3])
    page.locator("#_resultats a").first.click()
    assert "copie gardée" in page.locator(".offline").inner_text()

    own.start()
    page.goto(own.address + SHEET)
    assert page.locator(".offline").count() == 0


def test_ticks_of_a_fiche_hold_without_a_network(visitor):
    page, own = visitor
    own.stop()
    try:
        page.goto(own.address + "/guide/creer-compte-ameli/?fait=rib")
        assert page.locator('[data-check="rib"]').is_checked()
        assert "1 sur 7 réuni" in page.locator(".progress").first.inner_text()
        page.locator("[data-check]:not(:checked) + span").first.click()
        page.get_by_text("2 sur 7 réunis").wait_for()
        page.reload()
        assert page.locator("[data-check]:checked").count() == 2
        # what the copy cannot compute says so under its own address
        page.goto(own.address + "/guide/creer-compte-ameli/verifier/")
        assert "n'est pas dans la copie" in page.locator("h1").inner_text()
    finally:
        own.start()


def test_deadlines_are_those_of_the_server_to_the_minute(chromium, published):
    rules = store.current_snapshot()
    lines = [
        line
        for entry in rules.pages.values()
        for line in entry.record.get("deadlines", [])
    ]
    assert lines
    names = ("kind", "duration", "earliest", "working", "strict")
    asked = [
        {name: line.get(name, "") for name in names} | {"start": start}
        for line in lines
        for start in STARTS
    ]
    page = chromium.new_page()
    told = page.evaluate(
        "(asked) => {" + ANSWERS.read_text("utf-8") + "; return asked.map((rule) => "
        "{ const { wall, hour } = limitOf(rule, startOf(rule.start));"
        "return [new Date(wall).toISOString().slice(0, 16), hour]; }) }",
        asked,
    )
    page.close()
    for rule, said in zip(asked, told, strict=True):
        start = read_start(rule["start"])
        if not rule["working"]:
            start = safest_start(rule["kind"], rule["duration"], start)
        limit = limit_of(rule, start)
        expected = [limit.moment.strftime("%Y-%m-%dT%H:%M"), limit.hours]
        assert said == expected, rule
