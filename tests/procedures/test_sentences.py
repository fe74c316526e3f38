"""Sentences of the built site: verdicts, badges, scripts and messages, read one by one
as somebody would read them aloud."""

import html
import random
import re
from datetime import UTC, datetime

import pytest

from content.snapshot import store
from procedures.models import PublishedFiche
from procedures.page_links import check_address
from procedures.rules.eligibility import combinations
from tests.support.paths import ROOT

pytestmark = pytest.mark.usefixtures("published")
NOT_CONTRACTED = re.compile(r"\b(?:de|à) les? (?!faire\b|dire\b)[a-zéèê]", re.I)
SOURCES_NOBODY_HAS = re.compile(
    r"lignes? \d+|connaissance générale|d'après la déduction", re.I
)
MAY_I = re.compile(r"peut|possible|puis-je|conditions|voie|renouvellement", re.I)
SCRIPT = re.compile(r'<textarea id="_t-[^>]*>(.*?)</textarea>', re.S)
GUIDE = (ROOT / "tests/site/guide-source.txt").read_text("utf-8").casefold()


def text_of(fragment):
    plain = re.sub(r"<[^>]+>", " ", fragment)
    return " ".join(html.unescape(plain).replace("\u00a0", " ").split())


def pages():
    return store.current_snapshot().pages.values()


def check_sentence(text, where):
    assert not NOT_CONTRACTED.search(text), (where, text)
    assert not SOURCES_NOBODY_HAS.search(text), (where, text)
    assert not re.search(r"- sinon\b|: Sinon,", text, re.I), (where, text)


def verdicts_of(reader, entry):
    for check in entry.record.get("checks", []):
        every = list(combinations(check))
        for answers in random.Random(check["key"]).sample(every, min(len(every), 25)):
            answer = reader.post(check_address(entry), answers).content.decode()
            for found in re.findall(r"<div[^>]*data-verdict.*?</div>", answer, re.S):
                yield check, found


def test_every_verdict_reads_well_under_a_heading_that_fits(reader):
    for entry in pages():
        for check, found in verdicts_of(reader, entry):
            text = text_of(found)
            check_sentence(text, entry.slug)
            if 'data-verdict="en-cours"' in found:
                continue
            if not MAY_I.search(check["title"]):
                assert "Possible d'après le guide" not in text, (entry.slug, text)


def test_every_badge_and_every_source_is_honest(reader):
    for entry in pages():
        page = reader.get(entry.address.partition("#")[0]).content.decode()
        for badge in re.findall(r'<li class="badge.*?</li>', page, re.S):
            check_sentence(text_of(badge), entry.slug)
        told = text_of(page)
        for verified in re.findall(r"Vérifiée? [^.]{0,40}", told):
            assert re.match(r"Vérifiée? par .+ le \d", verified), (entry.slug, verified)
        for source in re.findall(r'class="source">(.*?)</', page, re.S):
            check_sentence(text_of(source), entry.slug)


@pytest.mark.parametrize("ticked", [False, True], ids=["nothing tried", "all tried"])
def test_every_script_and_message_can_be_read_aloud(reader, ticked):
    for entry in store.current_snapshot().of_kind("trouble"):
        keys = [line["key"] for line in entry.record["remedies"]] if ticked else []
        page = reader.get(entry.address, {"fait": keys}).content.decode()
        scripts = SCRIPT.findall(page)
        assert scripts and page.count('class="messages') == 1
        tries = [
            r
            for r in entry.record["remedies"]
            if r["kind"] != "cause" and r.get("next") != "contacts"
        ]
        told = any("\n- " in script for script in scripts)
        assert told is bool(ticked and tries), entry.slug
        for script in scripts:
            words = html.unescape(script)
            check_sentence(words, entry.slug)
            assert "contactez-nous" not in words, entry.slug
            assert ("déjà été essayé" in words) is ("\n- " in words), (
                entry.slug,
                words,
            )
            assert "[ce qui a été essayé]" not in words
            assert not re.search(
                r"(?:est|sont) vérifiée?s?\b|J'ai (?:vérifié|essayé)", words
            )


LOCKED = ["code-oublie", "connexion-impossible", "email-validation-non-recu"]
LOCKED += ["lien-validation-email"]


@pytest.mark.parametrize("slug", LOCKED)
def test_who_cannot_log_in_is_not_sent_behind_the_log_in(reader, slug):
    page = reader.get(f"/depannage/{slug}/").content.decode()
    ways = page.partition('class="ways"')[2].partition("</ul>")[0]
    assert "3646" in ways.partition("</li>")[0]
    assert "messagerie" not in ways and "75948" in ways
    assert "Message pour" not in page.partition('class="messages')[2]
    assert "À dire au téléphone" in page


def test_a_complement_says_how_old_it_is(reader):
    page = reader.get("/guide/demander-complementaire-sante-solidaire/")
    dated = [
        notice
        for entry in pages()
        for notice in entry.record.get("notices", [])
        if notice.get("source_date")
    ]
    for notice in dated:
        made = datetime.fromisoformat(notice["source_date"]).replace(tzinfo=UTC)
        if (datetime.now(UTC) - made).days > 3 * 365:
            break
    else:
        pytest.skip("no dated complement is old")
    assert page.status_code == 200
    slug = next(e.slug for e in pages() if notice in e.record.get("notices", []))
    entry = store.current_snapshot().pages[slug]
    told = text_of(reader.get(entry.address.partition("#")[0]).content.decode())
    assert re.search(r"il y a \d+ ans", told)


def unfounded(text):
    """The words of a sentence that the guide never uses."""
    words = re.findall(r"[a-zéèêàçîôû]{7,}|\d{2,}", text.casefold())
    return [word for word in words if word[:6] not in GUIDE]


def test_what_a_verdict_says_is_in_the_guide_or_called_a_complement():
    wrong = []
    for entry in pages():
        page = store.current_snapshot().full(entry)
        for check in page.checks if isinstance(page, PublishedFiche) else []:
            lines = [
                *check["rules"],
                *(a for q in check["questions"] for a in q["answers"]),
            ]
            for line in lines:
                words = unfounded(line["text"])
                if line["origin"] == "guide" and not line["sources"] and len(words) > 2:
                    wrong.append((entry.slug, line["key"], words))
    assert wrong == []


def test_partners_are_told_who_says_so(reader):
    data = reader.get("/donnees/fiches/verifier-teletransmission.json").json()
    blocks = {block["key"]: block for block in data["blocks"]}
    assert blocks["definition-chevauchement"]["origin"] == "complement"
    assert "CPAM de Paris" not in (blocks["definition-chevauchement"]["source"] or "")
    assert {block["origin"] for block in blocks.values()} <= {"guide", "complement"}
    for block in blocks.values():
        assert set(block) >= {"origin", "source", "source_date", "verify"}


def test_the_cover_of_the_guide_and_the_extensions_are_told_whole(reader):
    legal = text_of(reader.get("/mentions-legales/").content.decode())
    assert "Agir ensemble, protéger chacun" in legal
    vitale = text_of(reader.get("/guide/commander-carte-vitale/").content.decode())
    assert "en minuscules ou en majuscules" in vitale
