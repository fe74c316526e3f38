"""A phone of 375 pixels: where one is, what comes first, what moves, what breaks."""

import re

import pytest
from playwright.sync_api import expect

from content.snapshot import store
from guide_portal.roadmap.resolution import FICHES
from guide_portal.sharing.partner_api import CARD_HEIGHT, CARD_WIDTH
from procedures.page_links import tools_of
from tests.support.browser import BROWSER_PATIENCE

FIRST = ["creer-compte-ameli", "commander-carte-vitale", "changer-adresse"]
RECEIVED = "/feuille-de-route/?lire=1&fiche=code-oublie&fiche=creer-compte-ameli"
PLACES = [
    ("/rubriques/depannage/", "Résoudre un problème"),
    ("/depannage/connexion-impossible/", "Résoudre un problème"),
    ("/contacts/", "Contacts et liens"),
    ("/feuille-de-route/", "Feuille de route"),
]
# of each hyphen of a title, whether the letter after it is on another line
BROKEN = """() => {
    const broken = [];
    const top = (node, at) => {
        const one = document.createRange();
        one.setStart(node, at);
        one.setEnd(node, at + 1);
        return one.getBoundingClientRect().top;
    };
    for (const title of document.querySelectorAll("main :is(h1, h2, h3)")) {
        const walker = document.createTreeWalker(title, 4);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            for (const { index } of node.data.matchAll(/-(?=\\S)/g))
                if (top(node, index + 1) > top(node, index) + 5)
                    broken.push(title.textContent);
        }
    }
    return broken;
}"""
# what is read, but for what one copies or types
SPACED = """() => {
    const found = [], walker = document.createTreeWalker(document.body, 4);
    const plain = /.{0,20}\\S[ \\n]+[:?!;»](?=\\s|$)|«[ \\n]+\\S.{0,20}/g;
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!parentElement.closest("script, style, textarea, code"))
            found.push(...(data.match(plain) ?? []));
    }
    return found;
}"""
SHIFTS = """() => { window.moved = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift" }); }"""


@pytest.fixture(scope="module")
def page(chromium, server):
    context = chromium.new_context(
        base_url=server.address,
        viewport={"width": 375, "height": 667},
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(BROWSER_PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("address", "name"), PLACES)
def test_the_rubrique_where_one_is_shows_in_the_menu(page, address, name):
    page.goto(address)
    current = page.locator(".menu [aria-current]")
    assert current.inner_text() == name
    box = current.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 376


@pytest.mark.parametrize(
    "address",
    [*(f"/guide/{slug}/" for slug in FIRST), "/depannage/code-oublie/", RECEIVED],
)
def test_the_first_screen_shows_what_one_came_for(page, address):
    page.goto(address)
    first = "main .text :is(h2, .notice, .progress)"
    shown = page.locator(first).locator("visible=true").first
    assert shown.bounding_box()["y"] + 30 <= 667


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("/guide/creer-compte-ameli/", ".boxes label"),
        ("/guide/creer-compte-ameli/", ".steps label"),
        ("/depannage/connexion-impossible/", ".steps label"),
        (RECEIVED, "#_coches label"),
    ],
)
def test_nothing_moves_under_the_finger_at_a_tick(page, address, box):
    page.goto(address)
    label = page.locator(box).nth(1)
    label.scroll_into_view_if_needed()
    before = label.bounding_box()["y"]
    page.evaluate(SHIFTS)
    label.tap()
    page.wait_for_url(re.compile("fait="))
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert page.locator(box).nth(1).bounding_box()["y"] == pytest.approx(before, abs=1)
    # what is below, out of sight, may grow
    assert page.evaluate("window.moved") == pytest.approx(0, abs=0.01)


def test_titles_break_at_no_hyphen_and_signs_keep_their_space(page):
    snapshot = store.current_snapshot()
    addresses = ["/", "/contacts/", "/code-personnel/", "/fichiers/", "/lexique/"]
    addresses += ["/nexiste-pas/", "/recherche/?q=horloge", RECEIVED, "/partenaires/"]
    addresses += ["/recu/?fiche=code-oublie", "/rendez-vous/?fiche=code-oublie"]
    addresses += ["/hors-ligne/", "/aider/", "/plan-du-site/", "/donnees-personnelles/"]
    for entry in snapshot.pages.values():
        addresses += [tool for tool in tools_of(entry) if tool.endswith("verifier/")]
    addresses += [entry.address for entry in snapshot.of_kind("trouble")]
    found = {}
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        told = page.evaluate(BROKEN) + page.evaluate(SPACED)
        found |= {address: told} if told else {}
    assert found == {}


def test_every_card_holds_in_the_height_that_partners_are_told(page):
    slugs = [
        e.slug for e in store.current_snapshot().pages.values() if e.kind in FICHES
    ]
    page.set_viewport_size({"width": CARD_WIDTH, "height": CARD_HEIGHT})
    page.goto(f"/carte/{slugs[0]}/")
    heights = page.evaluate(
        """async (slugs) => { const heights = {};
        for (const slug of slugs) {
            const text = await (await fetch(`/carte/${slug}/`)).text();
            const card = new DOMParser().parseFromString(text, "text/html");
            document.querySelector("main").replaceWith(card.querySelector("main"));
            heights[slug] = document.documentElement.scrollHeight;
        }
        return heights; }""",
        slugs,
    )
    page.set_viewport_size({"width": 375, "height": 667})
    assert {s: h for s, h in heights.items() if h > CARD_HEIGHT} == {}
    assert max(heights.values()) > CARD_HEIGHT - 60  # and not much more is asked
