"""What docs/accessibilite.md leans on: names and roles as a screen reader gets them,
the focus, the spacing of text, stillness; axe on every page."""

import re

import pytest

from tests.support.browser import KINDS
from tests.support.portal import public_paths

TOOLS = [
    "/code-personnel/",
    "/fichiers/",
    "/guide/inscrire-coordonnees-bancaires/verifier/",
    "/guide/changer-nom-usage/delais/quinze-jours/?depuis=2026-11-24",
    "/feuille-de-route/?fiche=creer-compte-ameli&fiche=payer-creance",
    "/rendez-vous/?fiche=creer-compte-ameli",
    "/imprimer/",
    "/nouveautes/",
    "/partenaires/",
    "/hors-ligne/",
]
VAGUE = {
    "ici",
    "cliquez ici",
    "lire la suite",
    "en savoir plus",
    "lien",
    "plus",
    "suite",
}
NAMED = {
    "button",
    "checkbox",
    "radio",
    "textbox",
    "searchbox",
    "combobox",
    "spinbutton",
}
NAMED |= {"link", "heading", "img", "image", "group", "form", "DisclosureTriangle"}
SPACING = """() => {
  for (const e of document.querySelectorAll('*')) {
    e.style.setProperty('line-height', '1.5', 'important');
    e.style.setProperty('letter-spacing', '0.12em', 'important');
    e.style.setProperty('word-spacing', '0.16em', 'important');
  }
  for (const p of document.querySelectorAll('p'))
    p.style.setProperty('margin-bottom', '2em', 'important');
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  return style.overflowX === 'hidden' && style.clip === 'auto'
    && style.clipPath === 'none' && e.clientWidth > 2
    && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.transitionDuration.split(',').some(d => parseFloat(d) > 0)
    || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 120))"""
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {
    body: e === document.body,
    // the parts of a date are marked inside the field, where no style is told
    seen: box.width > 0 && box.height > 0 && box.bottom > 0
      && box.top < innerHeight && style.visibility === 'visible'
      && (e.type === 'date' || style.outlineStyle !== 'none'
          || style.boxShadow !== 'none'),
    text: e.outerHTML.slice(0, 120),
  };
}"""


def test_each_page_has_a_title_of_its_own(server):
    titles = {}
    for address in public_paths(server.address):
        page = server.ask(address).body.decode()
        title = re.search(r"<title>(.+?)</title>", page, re.S)[1].strip()
        assert title not in titles, (address, titles[title])
        titles[title] = address


@pytest.mark.parametrize("part", range(6))
def test_axe_finds_nothing_on_any_page(visit, server, part):
    visitor = visit(width=375)
    for address in [*public_paths(server.address), *TOOLS][part::6]:
        page = visitor.open(address)
        assert visitor.axe() == [], address
        page.emulate_media(color_scheme="dark")
        assert visitor.axe("color-contrast", "link-in-text-block") == [], address
        page.emulate_media(color_scheme="light")


def test_every_control_has_a_name_and_a_role(visit):
    """As Chromium tells them to a screen reader."""
    visitor = visit()
    link = visitor.context.new_cdp_session(visitor.page)
    for address in KINDS + TOOLS:
        visitor.open(address)
        nodes = link.send("Accessibility.getFullAXTree")["nodes"]
        controls = [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node["ignored"]
        ]
        nameless = [role for role, name in controls if role in NAMED and not name]
        assert not [r for r in nameless if r not in ("group", "form")], address
        assert [role for role, _ in controls].count("main") == 1, address


def test_every_link_names_where_it_goes(visit):
    visitor = visit()
    for address in KINDS + TOOLS:
        page = visitor.open(address)
        texts = page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.innerText || a.ariaLabel || '')"
        )
        vague = [t for t in texts if t.strip(" .…»→").lower() in VAGUE]
        assert not vague, address


def test_the_focus_is_always_seen(visit):
    """From the first link to the last, each Tab lands on something seen and marked."""
    visitor = visit(width=1280)
    for address in ["/", "/guide/creer-compte-ameli/", *TOOLS[:6]]:
        page = visitor.open(address)
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
        for _ in range(250):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus["body"]:
                break
            assert focus["seen"], (address, focus["text"])
        else:
            pytest.fail(f"{address}: the keyboard never gets out")


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_text_spacing_hides_nothing(visit, width):
    visitor = visit(width=width)
    for address in KINDS + TOOLS:
        page = visitor.open(address)
        page.evaluate(SPACING)
        assert page.evaluate(CUT) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_nothing_moves_for_whoever_asked_for_stillness(visit):
    visitor = visit(reduced_motion="reduce")
    for address in KINDS + TOOLS:
        assert visitor.open(address).evaluate(MOVING) == [], address
