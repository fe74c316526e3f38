"""What a caregiver answered, and was once told wrongly: each outcome says the right
thing, by whom it is said, and where to go."""

import html
import re

import pytest

from content.snapshot import store
from tests.support.tables import check_place, spoken

pytestmark = pytest.mark.usefixtures("published")
CSS = "demander-complementaire-sante-solidaire"
CREATE = "creer-compte-ameli"
ABLE = {"numero": "oui", "chiffre": "un-ou-deux", "droits": "oui"}
ABLE |= {"affiliation": "general"}
FIRST = {"css-en-cours": "non"}


def outcome(reader, slug, answers):
    """The element of the decided outcome, with its links."""
    page = reader.post(check_place(slug), answers).content.decode()
    [(verdict, table)] = spoken(page)
    found = page.partition(f'data-verdict="{verdict}" data-table="{table}"')[2]
    return html.unescape(found.partition("</div>")[0]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("slug", "answers", "heading"),
    [
        ("code-oublie", {"email-accessible": "oui", "message": "recu"}, "est valable"),
        (CSS, {"css-en-cours": "oui", "avant-fin": "4-a-2-mois"}, "le bon moment"),
        ("declarer-naissance", {"mairie": "non"}, "D'abord la mairie"),
        ("demander-aliments-sans-gluten", {"appli": "non"}, "d'abord l'appli"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_heading_answers_the_question_asked(reader, slug, answers, heading):
    said = re.search(
        r'class="said"[^>]*>(.*?)</p>', outcome(reader, slug, answers), re.S
    )
    assert heading in said[1] and "Possible d'après le guide" not in said[1]


@pytest.mark.parametrize(
    ("slug", "answers", "right", "wrong"),
    [
        ("declarer-naissance", {"mairie": "non"}, "La mairie du lieu", "/contacts/"),
        (CREATE, {"affiliation": "autre"}, "son propre régime", "/contacts/"),
        (
            "demander-aliments-sans-gluten",
            {"appli": "non"},
            "Installer l'appli",
            'href="/contacts/',
        ),
        (CSS, FIRST | {"plafond": "non"}, "telephone-3646", "simulateur-droits"),
        (
            "email-validation-non-recu",
            {"recu": "non", "attente": "moins-d-une-heure"},
            "/delais/une-heure/",
            'href="/depannage/email-validation-non-recu/"',
        ),
        (
            "code-oublie",
            {"email-accessible": "oui", "message": "pas-recu"},
            "telephone-3646",
            "email-validation-non-recu",
        ),
        (
            "commande-carte-enfant-impossible",
            {"rattachement": "oui", "compte-utilise": "inconnu"},
            "telephone-3646",
            'href="/contacts/"',
        ),
        (
            "commande-carte-enfant-impossible",
            {"rattachement": "oui", "compte-utilise": "autre"},
            "compte de l'ouvrant droit principal",
            "de l'autre parent",
        ),
    ],
)
def test_the_next_step_is_the_next_step(reader, slug, answers, right, wrong):
    told = outcome(reader, slug, answers).partition('class="messages')[0]
    assert right in told and wrong not in told


# page | answers | what the guide does not say
ADDED = [
    (CREATE, {"chiffre": "autre"}, "numéro d'attente"),
    (CREATE, ABLE | {"affiliation": "inconnu"}, "Le régime figure"),
    (CREATE, ABLE | {"vitale": "oui", "identite": "non"}, "dans les deux voies"),
    (CSS, FIRST | {"sejour": "non"}, "exceptions"),
    (CSS, FIRST | {"situation": "non"}, "cas particuliers"),
    (
        CSS,
        FIRST | {"sejour": "oui", "plafond": "oui", "situation": "inconnu"},
        "ressortissant de l'Union européenne",
    ),
    (CSS, {"css-en-cours": "oui", "avant-fin": "inconnu"}, "La date de fin figure"),
    (CSS, {"css-en-cours": "oui", "avant-fin": "4-a-2-mois"}, "au plus tard 2 mois"),
    (
        CSS,
        {"css-en-cours": "oui", "avant-fin": "moins-de-2-mois"},
        "risque d'interruption",
    ),
    (
        "demander-pension-invalidite",
        {"employeurs": "inconnu", "site-web": "oui"},
        "Sans emploi ou indépendant",
    ),
    ("demander-aliments-sans-gluten", {"appli": "non"}, "n'existe pas sur ordinateur"),
    (
        "inscrire-coordonnees-bancaires",
        {"tentative": "pas-encore", "vitale": "non"},
        "par courrier postal",
    ),
    (
        "inscrire-coordonnees-bancaires",
        {"tentative": "pas-encore", "vitale": "inconnu", "email": "oui"},
        "ni perdue, ni volée",
    ),
    ("rendez-vous-agence", {"motif": "cure", "compte": "non"}, "appeler le 3646"),
]


@pytest.mark.parametrize(("slug", "answers", "words"), ADDED)
def test_what_the_guide_does_not_hold_says_who_says_it(reader, slug, answers, words):
    told = outcome(reader, slug, answers)
    line = next(p for p in told.split("<p>") if words in p).partition("</p>")[0]
    assert "(complément, hors du guide" in line
    assert "rédaction" in line or re.search(r"\d{4}|non datée", line), line


def test_a_verdict_says_how_old_its_source_is(reader):
    told = outcome(reader, CSS, FIRST | {"sejour": "non"})
    assert re.search(r"11/12/2018, il y a \d+ ans", " ".join(told.split()))


def test_each_fact_a_caregiver_may_ignore_may_be_unknown():
    """Every question but what one sees: which device, which reason for a visit."""
    without = {
        question["key"]
        for entry in store.current_snapshot().pages.values()
        for check in entry.record.get("checks", [])
        for question in check["questions"]
        if "inconnu" not in {answer["key"] for answer in question["answers"]}
    }
    assert without == {"appareil", "motif"}


def test_each_way_to_an_account_says_what_it_asks(reader):
    told = outcome(reader, CREATE, ABLE | {"vitale": "non", "identite": "oui"})
    assert "Voie" not in told and "adresse email" in told
    page = reader.get("/guide/creer-compte-sans-carte-vitale/").content.decode()
    assert "Le guide ne dit pas si une adresse email" in html.unescape(page)


def test_a_first_request_that_may_be_made_leads_to_it(reader):
    every = FIRST | {"sejour": "oui", "situation": "oui", "plafond": "oui"}
    told = outcome(reader, CSS, every)
    assert "<a href=" in told


def test_the_question_is_the_title_and_the_result_is_where_one_lands(reader):
    page = reader.post(check_place(CSS), FIRST | {"sejour": "non"}).content.decode()
    assert re.search(r"<h1>[^<]*\?</h1>", html.unescape(page))
    assert 'action="/guide/' + CSS + '/verifier/#_resultat"' in page
    assert 'id="_resultat"' in page


def test_an_outcome_never_speaks_of_a_way_without_its_other(reader):
    for entry in store.current_snapshot().pages.values():
        for check in entry.record.get("checks", []):
            for line in check.get("rules", []):
                assert not re.search(r"\bVoie [AB]\b", line.get("text", "")), line


def test_a_calculator_says_its_question(reader):
    page = reader.get("/depannage/code-oublie/delais/trente-minutes/").content.decode()
    assert "<h1>Calculer le délai</h1>" not in page
    assert re.search(r"<h1>[^<]*\?</h1>", html.unescape(page))


def test_no_condition_is_ticked_before_anything_was_checked(reader):
    page = reader.get(f"/guide/{CSS}/").content.decode()
    conditions = page.partition('id="conditions"')[2].partition("</section>")[0]
    assert "polyline" not in conditions.partition("<ul")[2].partition("</ul>")[0]
