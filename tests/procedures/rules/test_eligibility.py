"""Every eligibility table on every path: the rules alone, then through its address."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.snapshot import store
from procedures.rules.eligibility import (
    combinations,
    counts,
    judge_answers,
    review_check,
)

# From the decision tables: page, table, combinations, (ok, bloque, verifier).
COUNTS = {
    ("creer-compte-ameli", "qui-peut-creer"): (108, 2, 84, 22),
    ("demander-complementaire-sante-solidaire", "trois-conditions"): (27, 1, 19, 7),
    ("declarer-naissance", "naissance-en-ligne"): (9, 1, 5, 3),
    ("demander-pension-invalidite", "pension-en-ligne"): (6, 1, 4, 1),
    ("demander-aliments-sans-gluten", "gluten-en-ligne"): (6, 1, 4, 1),
    ("saisir-mediateur", "mediateur-possible"): (3, 1, 1, 1),
    ("suivre-dossier-invalidite-cramif", "acces-cramif"): (6, 1, 4, 1),
    ("verifier-teletransmission", "teletransmission-visible"): (3, 1, 1, 1),
    ("rendez-vous-agence", "rendez-vous-possible"): (32, 7, 21, 4),
    ("creer-compte-ameli", "quelle-voie"): (48, 19, 28, 1),
    ("creer-compte-sans-carte-vitale", "code-utilisable"): (6, 1, 4, 1),
    ("activer-biometrie", "quelle-biometrie"): (8, 3, 4, 1),
    ("inscrire-coordonnees-bancaires", "rib-en-ligne"): (18, 1, 14, 3),
    ("demander-complementaire-sante-solidaire", "quand-renouveler-css"): (10, 7, 1, 2),
    ("commande-carte-vitale-impossible", "commander-apres-invalidation"): (9, 2, 1, 6),
    ("commande-carte-enfant-impossible", "quel-compte"): (9, 1, 1, 7),
    ("changer-nom-usage", "quinze-jours-passes"): (4, 2, 1, 1),
    ("inscrire-enfant-carte-vitale-autre-parent", "quinze-jours-passes"): (4, 2, 1, 1),
    ("code-oublie", "ou-en-est-le-message"): (8, 2, 5, 1),
    ("email-validation-non-recu", "message-de-validation"): (8, 2, 2, 4),
    ("lien-validation-email", "message-de-validation"): (8, 2, 2, 4),
    ("ayant-droit-absent", "est-ce-normal"): (3, 1, 1, 1),
    ("ald-absente-attestation", "case-ald"): (2, 1, 0, 1),
    ("obtenir-releve-fiscal", "encore-telechargeable"): (3, 1, 2, 0),
    ("obtenir-decomptes-complementaire", "encore-telechargeable"): (3, 2, 1, 0),
    ("commander-ceam", "encore-telechargeable"): (3, 0, 3, 0),
}
CASES = pytest.mark.parametrize(("slug", "key"), COUNTS, ids=lambda value: value)


def table(slug, key):
    checks = store.current_snapshot().pages[slug].record["checks"]
    return next(check for check in checks if check["key"] == key)


def address(slug):
    entry = store.current_snapshot().pages[slug]
    base = f"/contacts/{slug}/" if entry.kind == "resource" else entry.address
    return base + "verifier/"


def verdicts(html):
    return re.findall(r'data-verdict="([a-z-]+)"', html)


def outcome(html, number):
    """The element of the outcome, its links included."""
    return re.split(r"(?=<div[^>]*data-verdict)", html)[number + 1].split("</section>")[
        0
    ]


def test_every_table_of_the_guide_is_counted_here():
    tables = {
        (entry.slug, check["key"])
        for entry in store.current_snapshot().pages.values()
        for check in entry.record.get("checks", [])
    }
    assert tables == set(COUNTS)


@CASES
def test_a_table_has_the_counts_of_the_decision_tables(slug, key):
    found = counts(table(slug, key))
    total, ok, blocked, check = COUNTS[slug, key]
    assert sum(found.values()) == total
    assert (found["ok"], found["bloque"], found["verifier"]) == (ok, blocked, check)


def test_the_whole_table_of_documents_is_the_sum_of_its_three_pages():
    pages = [
        "obtenir-releve-fiscal",
        "obtenir-decomptes-complementaire",
        "commander-ceam",
    ]
    found = sum(
        (counts(table(page, "encore-telechargeable")) for page in pages), Counter()
    )
    assert (found["ok"], found["bloque"], found["verifier"]) == (3, 6, 0)


@CASES
def test_a_table_has_no_dead_end_and_no_rule_for_nothing(slug, key):
    assert list(review_check(table(slug, key))) == []


@CASES
def test_every_combination_through_the_address_gives_the_verdict_of_the_table(
    reader, slug, key
):
    checks = store.current_snapshot().pages[slug].record["checks"]
    number = [check["key"] for check in checks].index(key)
    check = checks[number]
    for answers in combinations(check):
        answer = reader.post(address(slug), answers)
        assert answer.status_code == 200
        html = answer.content.decode()
        expected = judge_answers(check, answers).verdict
        assert verdicts(html)[number] == expected, answers
        if expected == "bloque":
            assert "<a href=" in outcome(html, number), answers


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in COUNTS}))
def test_nothing_answered_is_undecided_and_all_questions_show(reader, slug):
    checks = store.current_snapshot().pages[slug].record["checks"]
    for answer in (reader.get(address(slug)), reader.post(address(slug))):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert verdicts(html) == ["en-cours"] * len(checks)
        keys = [q["key"] for check in checks for q in check["questions"]]
        assert re.findall(r'data-question="([a-z0-9-]+)"', html) == keys
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in COUNTS}))
def test_with_htmx_one_question_at_a_time_until_it_is_decided(reader, slug):
    checks = store.current_snapshot().pages[slug].record["checks"]
    answers = {}
    for _ in range(12):
        html = reader.post(
            address(slug), answers, headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" not in html
        shown = re.findall(r'data-question="([a-z0-9-]+)"', html)
        undecided = [v for v in verdicts(html) if v == "en-cours"]
        assert len(shown) == len(undecided)
        if not shown:
            break
        for check in checks:
            for question in check["questions"]:
                if question["key"] in shown:
                    answers[question["key"]] = question["answers"][0]["key"]
    assert verdicts(html) == [judge_answers(check, answers).verdict for check in checks]


def test_one_wrong_answer_settles_it_and_every_motive_is_told(reader):
    html = reader.post(
        "/guide/creer-compte-ameli/verifier/", {"numero": "non", "droits": "non"}
    ).content.decode()
    assert verdicts(html)[0] == "bloque"
    assert "Seul un assuré qui possède son propre numéro" in html
    assert "Les droits doivent être ouverts avant" in html
    assert "Parce que vous avez répondu" in html


def test_an_answer_in_the_address_is_checked_and_judged(reader):
    html = reader.get("/guide/saisir-mediateur/verifier/?telephone-renseigne=non")
    html = html.content.decode()
    assert verdicts(html) == ["bloque"]
    assert re.search(r'value="non"\s+checked', html)


def test_an_answer_can_be_changed(reader):
    sent = {"mairie": "oui", "france": "oui", "changer": "france"}
    html = reader.post(
        "/guide/declarer-naissance/verifier/", sent, headers={"HX-Request": "true"}
    ).content.decode()
    assert verdicts(html) == ["en-cours"]
    assert 'data-question="france"' in html


def test_the_result_has_an_address_only_when_asked(reader):
    sent = {"telephone-renseigne": "oui"}
    place = "/guide/saisir-mediateur/verifier/"
    assert "?telephone-renseigne=oui" not in reader.post(place, sent).content.decode()
    asked = reader.post(place, sent | {"partager": "1"}).content.decode()
    assert (
        "http://testserver/guide/saisir-mediateur/verifier/?telephone-renseigne=oui"
        in asked
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"numero": "jamais"},
        {"inconnue": "oui"},
        {"numero": "x" * 5000},
        {"numero": "\0"},
    ],
)
def test_an_unknown_answer_is_no_answer(reader, answers):
    html = reader.post("/guide/creer-compte-ameli/verifier/", answers).content.decode()
    assert verdicts(html) == ["en-cours", "en-cours"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    "place", ["/guide/saisir-mediateur/verifier/", "/code-personnel/"]
)
def test_a_tool_refuses_what_another_site_sends(reader, place, headers):
    answer = reader.post(place, {"code": "Abcdefg1"}, headers=headers)
    assert answer.status_code == 403
    assert "vient d'un autre site" in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}],
)
def test_a_tool_takes_what_its_own_page_or_an_old_phone_sends(reader, headers):
    place = "/guide/saisir-mediateur/verifier/"
    assert reader.post(place, {}, headers=headers).status_code == 200


def test_a_body_too_large_is_refused_in_french(reader):
    answer = reader.post("/code-personnel/", {"code": "a" * 70_000})
    assert answer.status_code == 413
    assert "trop long" in answer.content.decode()


def test_a_page_without_a_table_leads_back_to_the_page(reader):
    answer = reader.get("/guide/payer-creance/verifier/")
    assert answer.headers["Location"] == "/guide/payer-creance/"


SMALL = {
    "questions": [
        {
            "key": "a",
            "text": "?",
            "answers": [{"key": "o", "label": "O"}, {"key": "n", "label": "N"}],
        },
        {
            "key": "b",
            "text": "?",
            "answers": [{"key": "o", "label": "O"}, {"key": "n", "label": "N"}],
        },
    ]
}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([{"key": "r", "when": {"a": ["o"]}, "result": "ok"}], "dernière règle"),
        (
            [
                {"key": "r", "when": {"z": ["o"]}, "result": "ok"},
                {"key": "s", "result": "ok"},
            ],
            "question inconnue « z »",
        ),
        (
            [
                {"key": "r", "when": {"a": ["x"]}, "result": "ok"},
                {"key": "s", "result": "ok"},
            ],
            "réponse inconnue « x »",
        ),
        (
            [
                {"key": "r", "result": "ok"},
                {"key": "s", "when": {"a": ["o"]}, "result": "ok"},
                {"key": "t", "result": "ok"},
            ],
            "« s » n'est jamais atteinte",
        ),
        ([{"key": "r", "result": "bloque"}], "bloque sans suite"),
        ([{"key": "r", "result": ""}], "n'a pas de résultat"),
        ([], "n'a pas de résultat"),
    ],
)
def test_a_faulty_table_is_refused(rules, words):
    assert any(words in message for message in review_check(SMALL | {"rules": rules}))


ANSWER = st.sampled_from(["o", "n"])
RULE = st.builds(
    lambda key, when, result: {
        "key": key,
        "when": when,
        "result": result,
        "next": ["x"],
    },
    st.uuids().map(str),
    st.dictionaries(
        st.sampled_from(["a", "b"]), st.lists(ANSWER, min_size=1), max_size=2
    ),
    st.sampled_from(["ok", "bloque", "verifier"]),
)


@given(st.lists(RULE, max_size=4), RULE)
def test_the_first_rule_that_holds_decides_and_waiting_never_changes_it(rules, last):
    check = SMALL | {"rules": [*rules, last | {"when": {}}]}
    for answers in combinations(check):
        whole = judge_answers(check, answers)
        first = next(
            rule
            for rule in check["rules"]
            if all(answers[key] in allowed for key, allowed in rule["when"].items())
        )
        assert whole.rule == first["key"]
        partial = judge_answers(check, {"a": answers["a"]})
        assert partial.verdict in ("en-cours", whole.verdict)


def test_a_table_too_large_to_be_checked_is_refused():
    answers = [{"key": f"a{n}", "label": "?"} for n in range(10)]
    questions = [{"key": f"q{n}", "text": "?", "answers": answers} for n in range(9)]
    table = {"questions": questions, "rules": [{"key": "r", "result": "ok"}]}
    assert list(review_check(table)) == [
        "plus de 10000 combinaisons : scinder la table en deux."
    ]


def test_a_table_without_questions_or_answers_is_refused():
    for questions in ([], [{"key": "q", "text": "?", "answers": []}]):
        assert any(
            "au moins une question" in m for m in review_check({"questions": questions})
        )
