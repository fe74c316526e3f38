"""Every published complement is held against the register of facts, with their sources
and their confidence; the guide's own words stay apart."""

import html
import re
from pathlib import Path

import pytest
import yaml

from content.snapshot import store
from procedures.rules.acting import is_owners_alone
from tests.support.guide_files import refused, replace

pytestmark = pytest.mark.usefixtures("published")
HERE = Path(__file__).parent
FACTS = {
    fact["id"]: fact
    for fact in yaml.safe_load((HERE / "complement_facts.yaml").read_text("utf-8"))
}
HELD = {
    (cells[0], cells[1]): cells[2:]
    for line in (HERE / "complements.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for cells in [[cell.strip() for cell in line.split("|", 4)]]
}
NO_FACT = ("unknown", "official")  # says that nothing is known; names the page


def complements():
    """Each line of « Comment faire » in the published guide, with its page."""
    return [
        (page.slug, line)
        for page in store.current_snapshot().pages.values()
        for line in page.record.get("how_to", [])
    ]


def faults(slug, line, facts=FACTS, held=HELD):
    """What is wrong with a published complement."""
    if line["kind"] in NO_FACT:
        return []
    if not line.get("sources"):
        return ["sans source"]
    if (slug, line["key"]) not in held:
        return ["hors du registre"]
    confidence, names, text = held[slug, line["key"]]
    told = [facts[name] for name in names.split()]
    found = ["fait C" for fact in told if fact["confidence"] == "C"]
    known = {source for fact in told for source in fact["sources"]}
    if not known & set(line["sources"]):
        found.append("une source que le registre ne connaît pas")
    if line["text"] != text:
        found.append("texte changé depuis qu'il a été tenu au registre")
    if confidence == "B1" and not line.get("verify"):
        found.append("une seule source ancienne, sans « à confirmer »")
    return found


def test_every_complement_tells_facts_of_the_register():
    wrong = [(s, li["key"], faults(s, li)) for s, li in complements() if faults(s, li)]
    assert wrong == []
    assert len(HELD) == sum(li["kind"] not in NO_FACT for _, li in complements()) > 400


def test_a_fact_of_one_unofficial_source_is_refused():
    worst = next(f for f in FACTS.values() if f["confidence"] == "C")
    line = {"key": "x", "kind": "note", "text": "t", "sources": ["f265"]}
    held = {("p", "x"): ("B", worst["id"], "t")}
    assert "fait C" in faults("p", line, held=held)
    assert faults("p", line | {"sources": []}, held=held) == ["sans source"]
    assert faults("p", line, held={}) == ["hors du registre"]


def test_a_page_shows_its_sources_and_what_is_not_the_guide_s(reader):
    page = seen(reader, "/guide/telecharger-attestation-droits/")
    apart = page.index("Hors du guide : d'après des sources publiques")
    assert page.index("Le guide cite «") < apart
    assert apart < page.index("Choisir l'attestation de droits, puis la télécharger.")
    sources = page[page.rindex("Sources Ce qui porte un numéro") :]
    assert (
        "fiche F10662, attestation de droits. Officielle, 10/04/2024, il y a 2 ans"
        in sources
    )


def test_a_warning_stands_beside_the_words_that_aged(reader):
    page = reader.get("/guide/creer-compte-ameli/").content.decode()
    notice = page[page.index('id="franceconnect"') :].partition('id="contact-')[0]
    assert "Depuis le guide" in notice and "marche de nouveau" in notice


def test_each_step_says_who_acts_and_a_code_is_always_the_owner_s(reader):
    page = seen(reader, "/guide/creer-compte-ameli/")
    assert "La personne Choisir un code confidentiel." in page
    assert "Ensemble Remplir les champs demandés." in page
    for entry in store.current_snapshot().pages.values():
        for name in ("steps", "remedies", "how_to"):
            for line in entry.record.get(name, []):
                if is_owners_alone(line["text"]) and line.get("kind") != "note":
                    assert line.get("who", "personne") == "personne", line


def test_a_helper_who_types_the_code_is_refused(desk, guide_copy):
    before = "text: Choisir un code confidentiel.\n    who: personne"
    replace(guide_copy, "creation.yaml", before, before.replace("personne", "aidant"))
    assert "c'est toujours la personne qui agit" in refused(guide_copy)


def test_a_line_of_ours_without_a_source_is_refused(desk, guide_copy):
    words = "text: Choisir l'attestation de droits, puis la télécharger."
    rest = "\n    who: ensemble\n    sources:\n    - f10662\n    - agipi2"
    replace(guide_copy, "demarches.yaml", words + rest, words + "\n    who: ensemble")
    assert "un complément cite sa source" in refused(guide_copy)


def test_a_message_leads_from_the_verdict_that_blocks(reader):
    for page in store.current_snapshot().pages.values():
        checks = {check["key"]: check for check in page.record.get("checks", [])}
        for message in page.record.get("messages", []):
            table = checks[message["table"]] if "table" in message else None
            if "rule" in message:
                assert message["rule"] in {rule["key"] for rule in table["rules"]}
            if "question" in message:
                asked = {q["key"]: q for q in table["questions"]}[message["question"]]
                assert message["answer"] in {a["key"] for a in asked["answers"]}
            assert not re.search(
                r"\[[^]]*(?:sécurité sociale|naissance)", message["body"]
            )


def seen(reader, address: str) -> str:
    """The words of a page as a reader sees them, on one line."""
    page = reader.get(address).content.decode()
    page = re.sub(r"<(script|style|svg)\b.*?</\1>|<sup.*?</sup>", " ", page, flags=re.S)
    page = re.sub(r"</?(?:a|strong|em|mark)\b[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
