"""« Retour » in a check goes back to the question before, its answers kept; nothing of
them is ever in an address."""

import pytest

PLACE = "/guide/creer-compte-ameli/verifier/"


def question(page):
    page.wait_for_load_state("networkidle")
    return page.locator("[data-question]").get_attribute("data-question")


def answer(page, value):
    page.locator(f"[data-question] input[value={value}]").check()
    with page.expect_response("**/verifier/"):
        page.get_by_role("button", name="Continuer").last.click()


FICHE = "/guide/creer-compte-ameli/"


@pytest.fixture(params=[PLACE, FICHE], ids=["alone", "in its fiche"])
def begun(visit, request):
    """Two questions answered, the third on screen."""
    page = visit().open(request.param)
    if request.param == FICHE:
        page.get_by_role("link", name="Répondre à quelques questions").click()
    page.wait_for_function(
        "() => document.querySelectorAll('[data-question]').length === 1"
    )
    answer(page, "oui")
    page.locator("[data-question=chiffre]").wait_for()
    answer(page, "un-ou-deux")
    page.locator("[data-question=droits]").wait_for()
    return page


def test_back_is_the_question_before_with_what_was_answered(begun):
    address = begun.url
    begun.go_back()
    begun.locator("[data-question=chiffre]").wait_for()
    assert begun.url == address
    assert begun.locator("[data-question=chiffre] :checked").input_value() == (
        "un-ou-deux"
    )
    assert "A-t-elle son propre numéro" in begun.locator(".answered").first.inner_text()
    begun.go_forward()
    begun.locator("[data-question=droits]").wait_for()


def test_leaving_for_another_page_and_coming_back_keeps_the_answers(begun):
    begun.goto(begun.url.split("/guide/")[0] + "/lexique/")
    begun.go_back()
    begun.locator("[data-question=droits]").wait_for()
    assert begun.locator(".answered li").count() == 2


def test_an_answer_to_change_stands_chosen_and_the_others_stay(begun):
    begun.get_by_role("button", name="Changer : A-t-elle son propre").click()
    begun.locator("[data-question=numero]").wait_for()
    assert begun.locator("[data-question=numero] :checked").input_value() == "oui"
    assert begun.locator(".answered li").count() == 1
    answer(begun, "oui")
    begun.locator("[data-question=droits]").wait_for()
    assert begun.locator(".answered li").count() == 2


def test_a_change_that_changes_nothing_loses_nothing(begun):
    given = {"droits": "oui", "affiliation": "general", "identite": "oui"}
    for question, value in given.items():
        begun.locator(f"[data-question={question}]").wait_for()
        answer(begun, value)
    begun.locator("[data-question=vitale]").wait_for()
    answer(begun, "non")
    begun.locator(".answered input[name=vitale]").wait_for(state="attached")
    before = begun.locator(".answered input").count()
    begun.get_by_role("button", name="Changer : Par quel chiffre").click()
    begun.locator("[data-question=chiffre]").wait_for()
    answer(begun, "un-ou-deux")
    begun.locator(".answered input[name=vitale]").wait_for(state="attached")
    assert begun.locator(".answered input").count() == before


def test_what_was_begun_again_does_not_come_back(begun):
    begun.get_by_role("link", name="Recommencer").click()
    begun.locator("[data-question=numero]").wait_for()
    begun.goto(begun.url.split("/guide/")[0] + "/lexique/")
    begun.go_back()
    begun.locator("[data-question=numero]").wait_for()
    assert begun.locator(".answered li").count() == 0


def test_one_goes_on_from_a_link_that_was_shared(visit):
    page = visit().open(f"{PLACE}?numero=oui&chiffre=un-ou-deux")
    assert page.locator("[data-question] :checked").count() == 2
    page.locator("[data-question=droits] input[value=oui]").check()
    page.get_by_role("button", name="Voir le résultat").click()
    page.locator(".answered li").nth(2).wait_for()
    assert page.locator("[data-question]").count() == 1


def test_back_from_a_page_keeps_the_filter_and_the_search_it_was_found_by(visit):
    page = visit().open("/rubriques/demarches/?moyen=appli")
    page.locator("main .links a, main .card a, main li a").last.click()
    page.wait_for_load_state()
    page.go_back()
    assert page.url.endswith("?moyen=appli")
    page.goto("/recherche/")
    page.fill("#_mots", "carte perdue")
    page.wait_for_url("**q=carte**")
    page.locator("[data-slug] a").first.click()
    page.wait_for_load_state()
    page.go_back()
    page.locator("[data-slug]").first.wait_for()
    assert page.locator("#_mots").input_value() == "carte perdue"
