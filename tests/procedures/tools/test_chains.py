"""Tables of a page are a chain: one answer at a time, each next step a real one."""

import random
import re
from itertools import chain, product

import pytest

from content.snapshot import store
from procedures.rules.eligibility import combinations
from tests.support.tables import COUNTS, spoken, table

pytestmark = pytest.mark.usefixtures("published")
SLUGS = sorted({slug for slug, _ in COUNTS})
CSS = "demander-complementaire-sante-solidaire"
CREATE = "creer-compte-ameli"


def address(slug):
    entry = store.current_snapshot().pages[slug]
    base = f"/contacts/{slug}/" if entry.kind == "resource" else entry.address
    return base + "verifier/"


def ask(reader, slug, answers):
    answer = reader.post(address(slug), answers)
    assert answer.status_code == 200
    return answer.content.decode()


def all_answers(slug, most=150):
    """Combinations of every table of a page together, drawn when there are many."""
    checks = store.current_snapshot().pages[slug].record["checks"]
    found = [list(combinations(check)) for check in checks]
    every = product(*found)
    drawn = random.Random(slug)
    if len(checks) > 1:
        every = (tuple(drawn.choice(one) for one in found) for _ in range(most))
    for parts in every:
        yield dict(chain.from_iterable(part.items() for part in parts))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_gives_one_answer_and_never_two_opinions(reader, slug):
    for answers in all_answers(slug):
        found = spoken(ask(reader, slug, answers))
        assert len(found) == 1, (answers, found)
        if "inconnu" in answers.values() and len(answers) == 1:
            assert found[0][0] == "verifier", answers


def test_a_first_request_is_not_asked_about_a_renewal(reader):
    no = {"sejour": "non", "situation": "non", "plafond": "non", "css-en-cours": "non"}
    assert spoken(ask(reader, CSS, no)) == [("bloque", "trois-conditions")]
    late = {"sejour": "non", "avant-fin": "4-a-2-mois"}
    assert spoken(ask(reader, CSS, late)) == []
    html = reader.post(
        address(CSS), {"css-en-cours": "non"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert re.findall(r'data-question="([a-z-]+)"', html) == ["sejour"]


def test_who_may_not_create_an_account_is_not_told_how(reader):
    answers = {"numero": "non", "affiliation": "autre"}
    answers |= {"vitale": "non", "identite": "oui"}
    html = ask(reader, CREATE, answers)
    assert spoken(html) == [("bloque", "qui-peut-creer")]
    assert "Possible" not in html


def test_a_doubt_left_behind_makes_no_ok(reader):
    answers = {"numero": "oui", "chiffre": "un-ou-deux", "droits": "oui"}
    answers |= {"affiliation": "inconnu", "vitale": "non", "identite": "oui"}
    html = ask(reader, CREATE, answers)
    assert spoken(html) == [("verifier", "quelle-voie")]
    assert "Le régime figure" in html


def test_what_the_first_table_says_alone_is_told_until_the_next_decides(reader):
    answers = {"numero": "oui", "chiffre": "un-ou-deux", "droits": "oui"}
    answers |= {"affiliation": "general"}
    assert spoken(ask(reader, CREATE, answers)) == [("ok", "qui-peut-creer")]


def test_no_table_of_one_answer_is_asked(reader):
    answer = reader.get("/guide/commander-ceam/verifier/")
    assert answer.headers["Location"] == "/guide/commander-ceam/"


def test_every_next_step_opens_and_is_not_the_page_itself(reader):
    seen = set()
    for slug in SLUGS:
        for answers in all_answers(slug, most=60):
            html = ask(reader, slug, answers)
            told = html.partition('data-verdict="')[2].split("</form>")[0]
            for link in re.findall(r'<ul class="next">.*?</ul>', told, re.S):
                for to in re.findall(r'href="([^"]+)"', link):
                    assert to != address(slug), answers
                    seen.add(to)
    for to in sorted(seen):
        page, _, anchor = to.partition("#")
        answer = reader.get(page)
        assert answer.status_code == 200, to
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), to


HEADINGS = {
    ("ayant-droit-absent", "est-ce-normal", "rib", "different"): "C'est normal",
    ("ayant-droit-absent", "est-ce-normal", "rib", "identique"): "Ce n'est pas normal",
    (
        "verifier-teletransmission",
        "teletransmission-visible",
        "deux-complementaires",
        "non",
    ): "C'est normal de ne pas le voir",
    ("ald-absente-attestation", "case-ald", "case-cochee", "non"): "Il faut cocher",
    ("creer-compte-sans-carte-vitale", "code-utilisable", "recu", "non"): "Il faut",
}


@pytest.mark.parametrize("case", HEADINGS, ids=lambda case: case[0])
def test_a_verdict_speaks_the_language_of_its_question(reader, case):
    slug, key, question, answer = case
    html = ask(reader, slug, {question: answer})
    assert f'data-table="{key}"' in html
    said = re.search(r'<p class="said"[^>]*>(.*?)</p>', html, re.S).group(1)
    assert HEADINGS[case] in said.replace("&#x27;", "'")
    assert "Possible d'après le guide" not in html.replace("&#x27;", "'")


def test_late_is_not_green_and_normal_is_not_red(reader):
    html = ask(reader, CSS, {"css-en-cours": "oui", "avant-fin": "moins-de-2-mois"})
    assert 'class="verdict attention" data-verdict="ok"' in html
    html = ask(reader, "verifier-teletransmission", {"deux-complementaires": "non"})
    assert 'class="verdict neutre" data-verdict="bloque"' in html


def test_the_caregiver_is_never_asked_for_their_own(reader):
    html = reader.get("/depannage/ayant-droit-absent/verifier/").content.decode()
    assert "le vôtre" not in html and "du vôtre" not in html
    html = ask(reader, "commande-carte-enfant-impossible", {"compte-utilise": "autre"})
    html = ask(
        reader,
        "commande-carte-enfant-impossible",
        {"rattachement": "oui", "compte-utilise": "autre"},
    )
    assert "ouvrant droit principal" in html.partition("data-verdict")[2]
    assert "commander depuis le compte de l&#x27;autre parent" not in html


@pytest.mark.parametrize(("slug", "key"), COUNTS)
def test_every_blocked_line_says_where_to_go(slug, key):
    check = table(slug, key)
    lines = check.get("rules") or [a for q in check["questions"] for a in q["answers"]]
    for line in lines:
        if line.get("result") == "bloque":
            assert line.get("next") or line.get("next_text"), line["key"]
