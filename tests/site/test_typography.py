"""What is read keeps its signs with their word: none of « : ? » begins a line."""

import re
from html import unescape
from itertools import product

import pytest

from content.snapshot import store
from procedures.page_links import check_address, tools_of
from tests.support.paths import ROOT

pytestmark = pytest.mark.usefixtures("published")

UNREAD = re.compile(r"<(script|style|textarea|code)\b.*?</\1>", re.S)
TAG = re.compile(r"<(?!/?(?:strong|em|mark|span|a)\b)[^>]*>|</?[a-z][^>]*>")
SPOKEN = re.compile(r'(?:aria-label|placeholder|title|alt)="([^"]*)"')
# a plain space before a double sign or inside guillemets
PLAIN = re.compile(r".{0,30}[^\s]\s[:?!;»](?=\s|$)|«\s[^\s].{0,20}")
NO_BREAK = re.compile("[\u00a0\u202f]")
SENTENCES = re.compile(r"\"[^\"\n]*\"|`[^`]*`")
ENGLISH = re.compile(r"^\s*//.*$", re.M)


def plain_spaces(html: str) -> list[str]:
    """Where a sign of the page may fall on a line of its own."""
    html = UNREAD.sub("", html.replace("&nbsp;", "\u00a0"))
    text = unescape(TAG.sub("\n", html)) + "\n" + "\n".join(SPOKEN.findall(html))
    text = NO_BREAK.sub("_", re.sub(r"[ \t]*\n\s*", "\n", text))
    return [found for line in text.split("\n") for found in PLAIN.findall(line)]


def addresses() -> list[str]:
    snapshot = store.current_snapshot()
    slugs = "&".join(f"fiche={slug}" for slug in list(snapshot.pages)[:4])
    found = ["/", "/recherche/?q=carte", "/recherche/?q=horloge+parlante", "/lexique/"]
    found += ["/nexiste-pas/", "/contacts/", "/fichiers/", "/hors-ligne/", "/aider/"]
    found += ["/partenaires/", "/plan-du-site/", "/donnees-personnelles/", "/hors/"]
    found += ["/accessibilite/", "/mentions-legales/", "/nouveautes/", "/imprimer/"]
    found += ["/feuille-de-route/", f"/feuille-de-route/?{slugs}", f"/recu/?{slugs}"]
    found += [f"/feuille-de-route/?lire=1&{slugs}", f"/rendez-vous/?{slugs}"]
    found += ["/feuille-de-route/?fiche=jamais-vue&fiche=code-oublie", "/f/?abc"]
    found += ["/feuille-de-route/?fiche=suivi-demarche-introuvable"]
    for section in snapshot.of_kind("section"):
        found += [f"{section.address}?moyen={means}" for means in ("", "web", "appli")]
    for entry in snapshot.pages.values():
        found.append(entry.address)
        found += [
            tool + ("" if tool.endswith("verifier/") else "?depuis=2026-11-20")
            for tool in tools_of(entry)
        ]
    return found


def answered() -> list[tuple[str, dict[str, str]]]:
    """Each check of each page, answered in some ways."""
    found = []
    for entry in store.current_snapshot().pages.values():
        for check in entry.record.get("checks", []):
            questions = check["questions"]
            ways = product(*([a["key"] for a in q["answers"]] for q in questions))
            for _, way in zip(range(12), ways, strict=False):
                keys = (q["key"] for q in questions)
                found.append((check_address(entry), dict(zip(keys, way, strict=True))))
    return found


def test_every_page_keeps_its_signs_with_their_word(client):
    found = {a: plain_spaces(client.get(a).content.decode()) for a in addresses()}
    assert {a: told for a, told in found.items() if told} == {}


def test_every_answer_of_a_tool_does_too(client):
    found = {}
    for address, answers in answered():
        told = plain_spaces(client.post(address, answers).content.decode())
        found |= {f"{address} {answers}": told} if told else {}
    for code in ("", "abc", "Marseille1987", "185017512345678", "Éa1!", "a" * 60):
        answer = client.post("/code-personnel/", {"code": code})
        told = plain_spaces(answer.content.decode())
        found |= {code: told} if told else {}
    assert found == {}


def test_what_scripts_say_does_too():
    found = {}
    for script in (ROOT / "static" / "js").glob("*.js"):
        source = ENGLISH.sub("", script.read_text("utf-8"))
        for sentence in SENTENCES.findall(source):
            spoken = re.sub(r"\$\{[^}]*\}", "x", sentence)
            told = re.findall(r"[\wà-ÿ)] [:?!;»] [\wà-ÿ]|« ", spoken)
            if told and " ? " not in sentence:
                found[sentence] = told
    assert found == {}
