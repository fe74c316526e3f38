"""What a search understands: who is helped, capitals, real words, other languages, what
the guide does not cover, and everything that can be found."""

import pytest

from content.snapshot import store
from guide_portal.search.corpus import corpus
from guide_portal.search.engine.documents import IndexedDocument
from guide_portal.search.engine.lexicon import is_french
from guide_portal.search.engine.phonetics import sound
from guide_portal.search.engine.ranking import Index
from guide_portal.search.guide_index import build, search


def answer(reader, query):
    return reader.get("/recherche.json", {"q": query}).json()


def slugs(found):
    return [result["slug"] for result in (*found["results"], *found["near"])]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("ma mère a perdu sa carte vitale", "declarer-perte-vol-carte-vitale"),
        ("mon mari a changé d'adresse", "changer-adresse"),
        ("le voisin a changé d'adresse", "changer-adresse"),
        ("mon fils n'est pas sur mon attestation", "ayant-droit-absent"),
        ("une dame sans carte vitale", "creer-compte-sans-carte-vitale"),
        ("Commander une carte Vitale", "commander-carte-vitale"),
        ("je n'ai pas reçu mon remboursement", "suivre-remboursements"),
    ],
)
def test_who_is_helped_does_not_choose_the_page(reader, query, slug):
    assert slugs(answer(reader, query))[0] == slug


@pytest.mark.parametrize(
    "query", ["carte bloquée", "une dame", "don du sang", "la voisine"]
)
def test_a_real_french_word_is_never_corrected(reader, query):
    assert answer(reader, query)["corrected"] is None


def test_a_correction_keeps_the_other_words_and_gives_accents_back(reader):
    found = answer(reader, "j'ai perdu mon atestation de sécurité sociale")
    assert found["corrected"] == "j'ai perdu mon attestation de sécurité sociale"
    assert answer(reader, "telechargé une reclamasion")["corrected"] == (
        "telechargé une réclamation"
    )


def test_short_capitals_are_no_beginning_of_a_word(reader):
    found = answer(reader, "AME")
    assert found["results"] == []
    assert (found["near"][0]["kind"], found["near"][0]["slug"]) == ("outside", "ame")
    assert answer(reader, "INS")["results"] == []


@pytest.mark.parametrize(
    ("query", "slug", "kind"),
    [
        ("heic", "fichiers", "tool"),
        ("photo trop lourde", "fichiers", "tool"),
        ("tester mon code", "code-personnel", "tool"),
        ("feuille de route", "feuille-de-route", "tool"),
        ("lexique", "lexique", "site"),
        ("plan du site", "plan-du-site", "site"),
        ("hors ligne", "hors-ligne", "site"),
        ("imprimer le guide", "imprimer", "site"),
        ("peut-on saisir le médiateur", "saisir-mediateur/verifier", "tool"),
    ],
)
def test_tools_and_own_pages_are_found_and_say_what_they_do(reader, query, slug, kind):
    [found] = [
        result for result in answer(reader, query)["results"] if result["slug"] == slug
    ]
    assert found["kind"] == kind and found["snippet"]
    assert reader.get(found["url"]).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("samu", "pharmacie de garde", "RSA", "arnaque sms", "mon espace santé"),
        *("appli carte Vitale", "tiers payant", "AME", "carte bancaire"),
    ],
)
def test_what_stands_outside_is_told_first_and_is_no_result(reader, query):
    found = answer(reader, query)
    assert found["results"] == [] and found["near"][0]["kind"] == "outside"
    page = reader.get("/recherche/", {"q": query}).content.decode()
    assert "voici qui s'en occupe" in page and "data-slug=" not in page


@pytest.mark.parametrize(
    ("query", "slug", "language"),
    [
        ("stolen card", "declarer-perte-vol-carte-vitale", "en"),
        ("contraseña", "code-oublie", "es"),
        ("kayıp kart", "declarer-perte-vol-carte-vitale", "tr"),
        ("KAYIP KART", "declarer-perte-vol-carte-vitale", "tr"),
        ("kayip kart", "declarer-perte-vol-carte-vitale", "tr"),
    ],
)
def test_words_of_other_languages_lead_to_the_french_page(
    reader, query, slug, language
):
    assert slugs(answer(reader, query))[0] == slug
    page = reader.get("/recherche/", {"q": query}).content.decode()
    assert f'lang="{language}"' in page and "3646" in page


def test_french_words_call_no_other_language(reader):
    snapshot = store.current_snapshot()
    for entry in snapshot.pages.values():
        assert search(snapshot, entry.title).language is None, entry.title


@pytest.mark.usefixtures("published")
def test_every_phrasing_finds_its_own_page_first():
    index = build(store.current_snapshot())
    for slug, one in corpus(store.current_snapshot()).items():
        for text in one.document.phrasings:
            found = index.search(text)
            first = (*found.matches, *found.aside, *found.near)[0]
            assert first.slug == slug, text


def test_a_phrasing_ranks_and_covers_nothing():
    said = IndexedDocument("said", "Zorglub", (), "", phrasings=("blik vroum glop",))
    other = IndexedDocument("other", "Autre", (), "")
    found = Index([other, said], []).search("blik zzz yyy")
    assert not found.matches and found.near[0].slug == "said"


def test_a_phrasing_asked_as_it_stands_is_the_answer():
    said = IndexedDocument("said", "Zorglub", (), "", phrasings=("blik vroum glop",))
    found = Index([said], []).search("blik vroum glop")
    assert [match.slug for match in found.matches] == ["said"]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("remboursement", "rembourcement"),
        ("accident", "axident"),
        ("question", "kestion"),
        ("oublié", "oublier"),
        ("pharmacie", "farmaci"),
    ],
)
def test_what_sounds_alike_has_one_key(written, heard):
    assert sound(written.replace("é", "e")) == sound(heard)


def test_the_list_of_words_holds_french_and_no_misspelling():
    assert all(map(is_french, ("bloquee", "dame", "don", "sang", "voisine", "au")))
    assert not any(map(is_french, ("atestation", "remboursemen", "zzz", "", "\n")))


def test_readers_never_see_phrasings(reader):
    said = store.current_snapshot().pages["changer-adresse"].record["phrasings"]
    page = reader.get("/guide/changer-adresse/").content.decode()
    data = reader.get("/donnees/fiches/changer-adresse.json").content.decode()
    assert len(said) >= 20
    assert not any(text in page or text in data for text in said)


def test_a_lone_result_has_pages_near_it_and_contacts(reader):
    page = reader.get("/recherche/", {"q": "lexique"}).content.decode()
    assert page.count("data-slug=") < 3 and "data-near-slug=" in page
    assert "Ce n'est pas cela" in page and "/contacts/#telephone-3646" in page


def test_nothing_found_tells_how_to_reword_and_where_else_to_look(reader):
    page = reader.get("/recherche/", {"q": "horloge parlante"}).content.decode()
    for told in ("Chercher autrement", "/rubriques/demarches/", "/hors-du-guide/"):
        assert told in page
    assert "/contacts/#telephone-3646" in page


def test_what_stands_outside_comes_after_the_page_that_answers(reader):
    page = reader.get("/recherche/", {"q": "décès"}).content.decode()
    first, outside = page.index('data-slug="'), page.index('data-near-slug="deces"')
    assert first < page.index("Aussi, hors du guide") < outside
    page = reader.get("/recherche/", {"q": "mon père est mort"}).content.decode()
    assert "Aussi, hors du guide" not in page
    assert page.index("voici qui s'en occupe") < page.index('data-near-slug="deces"')


def test_capitals_of_three_letters_are_no_beginning_of_a_word(reader):
    """« INS », the health identity, led to the accident at work."""
    assert answer(reader, "INS")["results"] == []
    near = [found["slug"] for found in answer(reader, "taxi")["near"]]
    assert near[0] == "ambulance-taxi"
