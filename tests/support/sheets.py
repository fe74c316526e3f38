"""A feuille de route in rough hands: random walks over every control of it, short links
spoiled as messages, printers and hands do."""

import random
import re
import string
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from content.snapshot import store
from content.snapshot.model import Snapshot
from guide_portal.roadmap.recovery import recover
from guide_portal.roadmap.short_link import UnreadableLinkError, encode
from guide_portal.roadmap.state import (
    FIRST_DAY,
    SHEET_PARTS,
    Roadmap,
    parse_roadmap,
    roadmap_query,
)

FICHES = [
    *("creer-compte-ameli", "choisir-code-personnel", "commander-carte-vitale"),
    *("inscrire-coordonnees-bancaires", "code-oublie", "connexion-impossible"),
]
SHEET = "/feuille-de-route/"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.S)
FIELD = re.compile(r"<(?:input|select|option|button)\b[^>]*>")
LINK = re.compile(r'href="([^"]*(?:feuille-de-route|rendez-vous)/\?[^"]+)"')


def attribute(tag: str, name: str) -> str | None:
    """The value of an attribute of a tag, as text."""
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


def lost_on_a_walk(reader, seed: int, steps: int) -> str:
    """Where a walk lost a tick whose fiche was not removed, and which; "" for never."""
    draw = random.Random(seed)
    keys = store.current_snapshot().keys
    fiches = tuple(draw.sample(FICHES, draw.randint(1, 4)))
    done = {(s, k) for s in fiches for k in keys[s][:6] if draw.random() < 0.4}
    address = f"{SHEET}?{roadmap_query(Roadmap(fiches, done=frozenset(done)))}"
    for _ in range(steps):
        choices = controls(reader.get(address).content.decode(), draw)
        if not choices:
            return ""
        address = draw.choice(choices)
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(urlsplit(address).query):
            given.setdefault(name, []).append(value)
        now = parse_roadmap(given)
        lost = {tick for tick in done if tick[0] in now.fiches} - now.done
        if lost:
            return f"{seed} {address} {sorted(lost)}"
        done = set(now.done)
    return ""


BEFORE = [
    *("", "?", "%3F", "?p=", "?=", "?%20", "?%22", "?(", "?«%C2%A0", "?<", "?*", "?~"),
    *("?fbclid=IwAR0abcdef123&", "?utm_source=whatsapp&", "?gclid=Cj0KCQiA1-_x&amp;"),
    *(
        "?utm_medium=sms&utm_campaign=automne-2026&",
        "?lien=",
        "?%E2%80%8B",
        "?%EF%BB%BF",
    ),
]
AFTER = [
    *("", ".", ",", ")", "]", "…", "...", "»", "%20", "%0A", "%0D%0A", "%3D", "=", "!"),
    *("?", ";", ":", "%E2%80%8B", "%C2%A0", "%22", "%22%3E", "%3E", "*", "_", "'", "/"),
    *("&fbclid=IwAR0abcdef123", "&amp;utm_source=x", "%26utm_medium=sms", "#etapes"),
    *("&utm_source=whatsapp&utm_medium=sms", ").", "%20Bonne%20journ%C3%A9e"),
]
SIGNS = string.ascii_letters + string.digits
KINDS = ("changed", "cut", "cut before", "swapped", "dropped", "doubled", "cased")


def any_roadmap(snapshot: Snapshot, draw: random.Random) -> Roadmap:
    """Fiches, ticks, parts and a day at random."""
    slugs = [slug for slug in snapshot.pages if snapshot.keys.get(slug)]
    fiches = tuple(draw.sample(slugs, draw.randint(1, 9)))
    done = {(s, k) for s in fiches for k in snapshot.keys[s] if draw.random() < 0.2}
    blocks = tuple(b for b in SHEET_PARTS if draw.random() < 0.3)
    day = FIRST_DAY if draw.random() < 0.5 else None
    return Roadmap(fiches, blocks, frozenset(done), draw.randint(1, 999), day)


def spoiled(payload: str, draw: random.Random) -> str:
    """A payload with one fault of a hand in it."""
    kind = draw.choice(KINDS)
    place = draw.randrange(1, len(payload) - 1)
    if kind == "cut":
        return payload[:place]
    if kind == "cut before":
        return payload[place:]
    if kind == "swapped":
        first, second = payload[place : place + 2]
        return payload[:place] + second + first + payload[place + 2 :]
    if kind == "dropped":
        return payload[:place] + payload[place + 1 :]
    if kind == "doubled":
        return payload[:place] + payload[place] + payload[place:]
    if kind == "cased":
        return draw.choice([payload.lower(), payload.upper(), payload.swapcase()])
    return payload[:place] + draw.choice(SIGNS) + payload[place + 1 :]


def misread(snapshot: Snapshot, names: dict[int, str], seed: int) -> str:
    """One mangled short link: "" when a whole payload opened its own list and a
    spoiled one opened no other, else what was wrong. `names` are slugs by number."""
    draw = random.Random(seed)
    meant = any_roadmap(snapshot, draw)
    payload = encode(meant, snapshot.numbers, snapshot.keys)
    whole = draw.random() < 0.5
    inside = payload if whole else spoiled(payload, draw)
    address = draw.choice(BEFORE) + inside + draw.choice(AFTER)
    try:
        found = recover(address, names, snapshot.keys).roadmap
    except UnreadableLinkError:
        return f"{seed} lost: {address}" if whole else ""
    return "" if found == meant else f"{seed} wrong: {address} opens {found.fiches}"
