"""What a screen reader says along five journeys, kept as text in spoken/ and read again
by eye when it changes: the new words are then left in var/spoken/."""

from pathlib import Path

import pytest

from tests.support.inclusion.speech import Listener
from tests.support.paths import ROOT

KEPT = Path(__file__).parent / "spoken"
FICHE = "/guide/creer-compte-ameli/"
BANK = "/guide/inscrire-coordonnees-bancaires/"
SHEET = "/feuille-de-route/?fiche=payer-creance&fiche=code-oublie"


def search(reader: Listener):
    reader.open("/")
    reader.go("main [data-suggest]")
    reader.type("carte vitale perdu", until="suggérée")
    reader.press("ArrowDown", until="option")
    reader.press("ArrowDown", until="option")
    reader.press("ArrowUp", until="option")
    reader.press("Enter", opens="**/guide/declarer-perte-vol-carte-vitale/**")
    reader.open("/recherche/")
    reader.go("#_mots")
    reader.type("atestation", until="compris comme")


def check(reader: Listener):
    reader.open(BANK)
    reader.go("#_ici a")
    reader.press("Enter", until="groupe")
    reader.press("Tab", until="bouton radio")
    reader.press("Enter", until="Choisissez")
    for _ in range(3):
        reader.press("Tab", until="bouton radio")
        reader.press("Space", until="coché")
        reader.press("Enter", until="groupe")
    reader.go("[name=partager]")
    reader.press("Enter", until="Lien vers ce résultat")


def ticks(reader: Listener):
    reader.open(FICHE)
    reader.go("#_c-rib")
    reader.press("Space", until="sur 7")
    reader.go("#_c-carte-vitale")
    reader.press("Space", until="2 documents")
    reader.press("Space", until="1 document")
    reader.go("[data-copy]")
    reader.press("Enter", until="Copié")


def code(reader: Listener):
    reader.open("/code-personnel/")
    reader.go("#_code")
    reader.type("Bonjour75", until="Ce code suit")
    reader.type("!", until="À vérifier")
    reader.go("[data-reveal]")
    reader.press("Enter", until="Masquer")


def sheet(reader: Listener):
    reader.open(SHEET)
    reader.go("#_bas-payer-creance")
    reader.press("Enter", until="place 2 sur 2")
    reader.go("#_coches [type=checkbox]")
    reader.press("Space", until="1 sur")
    reader.go("#_b-etapes")
    reader.press("Space", until="La feuille montre")
    reader.page.route("**/feuille-de-route/*", lambda route: route.abort())
    reader.go("#_retirer-payer-creance")
    reader.press("Enter", until="réseau manque")
    reader.page.unroute("**/feuille-de-route/*")
    reader.press("Enter", until="est retirée")


@pytest.mark.parametrize("journey", [search, check, ticks, code, sheet])
def test_a_journey_is_spoken_as_it_was_read(visit, journey):
    visitor = visit(width=375, permissions=["clipboard-read", "clipboard-write"])
    reader = Listener(visitor.page)
    journey(reader)
    text = "\n".join(reader.lines) + "\n"
    kept = KEPT / f"{journey.__name__}.txt"
    if not kept.exists() or kept.read_text("utf-8") != text:
        new = ROOT / "var" / "spoken" / kept.name
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8")
    assert kept.read_text("utf-8") == text, "read var/spoken/, then keep it in spoken/"
    assert visitor.complaints == [] or journey is sheet  # whose network was cut
