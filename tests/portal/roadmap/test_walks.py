"""Whatever one does with a feuille de route, nothing is lost that was not removed."""

import random
import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from content.snapshot import store
from guide_portal.roadmap.state import Roadmap, parse_roadmap, roadmap_query

pytestmark = pytest.mark.usefixtures("published")

FICHES = [
    *("creer-compte-ameli", "choisir-code-personnel", "commander-carte-vitale"),
    *("inscrire-coordonnees-bancaires", "code-oublie", "connexion-impossible"),
]
SHEET, SEARCH = "/feuille-de-route/", "/recherche/"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.S)
FIELD = re.compile(r"<(?:input|select|option|button)\b[^>]*>")
LINK = re.compile(r'href="([^"]*(?:feuille-de-route|rendez-vous)/\?[^"]+)"')


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else None


def sent(form: str, draw: random.Random) -> list[tuple[str, str]]:
    """What a browser sends of a form, its boxes ticked at random but for ticks."""
    pairs, select = [], ""
    options: list[str] = []
    for tag in FIELD.findall(form):
        name, value = attribute(tag, "name"), attribute(tag, "value") or ""
        if tag.startswith("<select"):
            select = name or ""
        elif tag.startswith("<option"):
            options.append(value)
        elif 'type="checkbox"' in tag and name != "fait":
            pairs += [(name, value)] if draw.random() < 0.5 else []
        elif 'type="checkbox"' in tag:
            pairs += [(name, value)] if "checked" in tag else []
        elif tag.startswith("<button"):
            pairs += [(name, value)] if name else []
        elif 'type="search"' in tag:
            pairs.append((name, "carte"))
        elif name:
            pairs.append((name, value))
    return pairs + ([(select, draw.choice(options))] if options else [])


def controls(page: str, draw: random.Random) -> list[str]:
    """Every address that a hand may go to from here and that keeps a sheet."""
    forms = [
        f"{unescape(action)}?{urlencode(sent(inside, draw))}"
        for action, inside in FORM.findall(page)
        if 'name="fiche"' in inside
    ]
    return forms + [unescape(link) for link in LINK.findall(page)]


def walk(reader, seed: int, steps: int) -> None:
    draw = random.Random(seed)
    keys = store.current_snapshot().keys
    fiches = tuple(draw.sample(FICHES, draw.randint(1, 4)))
    done = {(s, k) for s in fiches for k in keys[s][:6] if draw.random() < 0.4}
    address = f"{SHEET}?{roadmap_query(Roadmap(fiches, done=frozenset(done)))}"
    for _ in range(steps):
        page = reader.get(address).content.decode()
        choices = controls(page, draw)
        if not choices:
            return
        address = draw.choice(choices)
        query = urlsplit(address).query
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(query):
            given.setdefault(name, []).append(value)
        now = parse_roadmap(given)
        kept = {tick for tick in done if tick[0] in now.fiches}
        assert kept <= now.done, (seed, address, kept - now.done)
        done = set(now.done)


@pytest.mark.parametrize("seed", range(25))
def test_a_random_walk_over_the_controls_loses_no_tick(reader, seed):
    walk(reader, seed, steps=8)


def test_all_parts_can_be_left_out_and_stay_out(reader):
    page = reader.get(f"{SHEET}?fiche=code-oublie&bloc=aucun").content.decode()
    assert not re.search(r'name="bloc"\s+value="\w+" checked', page)
    assert "bloc=aucun" in page


def test_the_list_that_a_tab_keeps_is_the_whole_state(reader):
    tick = "code-oublie." + store.current_snapshot().keys["code-oublie"][0]
    page = reader.get(f"{SHEET}?fiche=code-oublie&fait={tick}&bloc=documents")
    kept = re.search(r'data-sheet="([^"]+)"', page.content.decode())
    assert kept and f"fait={tick}" in kept[1] and "bloc=documents" in kept[1]
