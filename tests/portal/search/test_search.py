"""The search: everyday words find the right page; nothing ever breaks it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.snapshot import store
from guide_portal.roadmap.resolution import FICHES
from guide_portal.search.engine.analysis import fold, stem, tokens
from guide_portal.search.engine.documents import IndexedDocument
from guide_portal.search.engine.evaluation import evaluate, judged
from guide_portal.search.engine.ranking import Index
from guide_portal.search.guide_index import build, search
from tests.support.relevance import portal, score

pytestmark = pytest.mark.usefixtures("published")


def slugs(reader, query):
    answer = reader.get("/recherche.json", {"q": query}).json()
    return [result["slug"] for result in answer["results"]]


@pytest.mark.parametrize(
    ("name", "first", "three"), [("dev", 0.97, 0.99), ("wild", 0.85, 0.95)]
)
def test_the_judged_queries_of_development_are_answered(name, first, three):
    found = score(evaluate(portal(), judged(name)))
    assert found.first >= first
    assert found.three >= three
    assert found.zero <= 0.01
    assert found.false <= 0.08


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("j'ai perdu ma carte", "declarer-perte-vol-carte-vitale"),
        ("mot de passe oublié", "code-oublie"),
        ("MOT DE PASSE OUBLIE", "code-oublie"),
        ("atestation de droit", "telecharger-attestation-droits"),
        ("cartevitale perdue", "declarer-perte-vol-carte-vitale"),
        ("36 46", "telephone-3646"),
        ("france connect", "creer-compte-ameli"),
        ("C.M.U.", "demander-complementaire-sante-solidaire"),
        ("cœliaque", "demander-aliments-sans-gluten"),
        ("coeliaque", "demander-aliments-sans-gluten"),
        ("l'espace prévention", "consulter-espace-prevention"),
        ("remboursemen", "suivre-remboursements"),
    ],
)
def test_everyday_words_find_the_page(reader, query, slug):
    assert slug in slugs(reader, query)[:2]


def test_a_correction_is_told(reader):
    answer = reader.get("/recherche.json", {"q": "atestation"}).json()
    assert answer["corrected"] == "attestation"
    html = reader.get("/recherche/", {"q": "atestation"}).content.decode()
    assert "compris comme «&nbsp;attestation&nbsp;»" in html


def test_an_off_topic_query_has_no_result_but_the_contacts(reader):
    answer = reader.get("/recherche.json", {"q": "horloge parlante"}).json()
    assert answer["results"] == [] and len(answer["near"]) <= 3
    html = reader.get("/recherche/", {"q": "horloge parlante"}).content.decode()
    assert "data-slug=" not in html
    assert "Aucune page ne correspond exactement" in html
    assert "tel:3646" in html or "/contacts/#telephone-3646" in html


def test_a_result_leads_to_the_passage_and_marks_the_words(reader):
    [first, *_] = reader.get("/recherche.json", {"q": "touches numériques"}).json()[
        "results"
    ]
    assert first["url"] == "/depannage/connexion-impossible/#code-email"
    html = reader.get("/recherche/", {"q": "touches numériques"}).content.decode()
    assert "<mark>touches</mark>" in html
    assert "Résoudre un problème" in html


def test_an_inflected_word_is_marked_too(reader):
    html = reader.get("/recherche/", {"q": "remboursement de soin"}).content.decode()
    assert "<mark>remboursements</mark>" in html


def test_with_htmx_the_same_results_come_without_the_page(reader):
    whole = reader.get("/recherche/", {"q": "carte vitale"})
    part = reader.get(
        "/recherche/", {"q": "carte vitale"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in part.content.decode()
    order = [r.split('"')[0] for r in whole.content.decode().split('data-slug="')[1:]]
    assert order == [
        r.split('"')[0] for r in part.content.decode().split('data-slug="')[1:]
    ]
    assert part.headers["Vary"] == "HX-Request"


def test_suggestions_are_options_with_an_address(reader):
    html = reader.get("/recherche/suggestions/", {"q": "code"}).content.decode()
    assert 1 <= html.count('role="option"') <= 6
    assert 'data-url="/depannage/code-oublie/' in html


def test_the_browser_can_add_the_search(reader):
    answer = reader.get("/opensearch.xml")
    assert "{searchTerms}" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["", " ", "   ", "?", "!!!", "\0", " " * 10_000, "😀", "'", "ﷺ" * 50]
)
def test_a_query_without_words_gets_a_page(reader, query):
    for place in ("/recherche/", "/recherche.json", "/recherche/suggestions/"):
        assert reader.get(place, {"q": query}).status_code == 200


@given(st.text(max_size=200))
@example("İ" * 200)
@example("a\u0301" * 100)
@example("ｆｕｌｌｗｉｄｔｈ")
@example("(((" + "a " * 90)
def test_no_text_breaks_the_search(query):
    answer = search(store.current_snapshot(), query)
    assert len(answer.results) < 3 or not answer.near
    assert len(answer.near) <= 3


@given(st.text(max_size=60))
@example("𝑨")
def test_a_folded_word_folds_to_itself(text):
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert all(word == fold(word) for word in tokens(text))


def test_every_page_is_found_first_by_its_own_title():
    snapshot = store.current_snapshot()
    pages = [e for kind in FICHES for e in snapshot.of_kind(kind)]
    firsts = {e.slug: search(snapshot, e.title).results[0].slug for e in pages}
    assert len(pages) >= 65
    assert {slug: first for slug, first in firsts.items() if slug != first} == {}


def test_the_index_is_swapped_with_its_snapshot(reader, settings, tmp_path):
    import json

    data = json.loads(settings.SNAPSHOT_FILE.read_text(encoding="utf-8"))
    for edition in data["editions"]:
        if edition["record"]["slug"] == "payer-creance":
            edition["record"]["keywords"].append("zorglub")
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    assert slugs(reader, "zorglub") == []
    settings.SNAPSHOT_FILE.write_text(json.dumps(data), encoding="utf-8")
    assert slugs(reader, "zorglub") == ["payer-creance"]


def test_synonyms_stand_for_each_other():
    pages = [
        IndexedDocument("a", "Payer une dette", (), ""),
        IndexedDocument("b", "Autre chose", (), ""),
    ]
    index = Index(pages, [("dette", "somme due")])
    assert [m.slug for m in index.search("somme due").matches] == ["a"]


def test_a_longer_document_does_not_win_by_its_length():
    pages = [
        IndexedDocument("short", "Carte", (), ""),
        IndexedDocument("long", "Divers", (), "carte " * 50),
    ]
    assert Index(pages, []).search("carte").matches[0].slug == "short"


def test_stems_bring_inflections_together():
    assert stem("remboursements") == stem("remboursement")
    assert build(store.current_snapshot()).search("droits ouverts").matches
