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


@pytest.fixture
def begun(visit):
    """Two questions answered, the third on screen."""
    page = visit().open(PLACE)
    page.locator(
        ".check:has([data-question] .button.main), [data-question]"
    ).first.wait_for()
    page.wait_for_function(
        "() => document.querySelectorAll('[data-question]').length === 1"
    )
    answer(page, "oui")
    page.locator("[data-question=chiffre]").wait_for()
    answer(page, "un-ou-deux")
    page.locator("[data-question=droits]").wait_for()
    return page


def test_back_is_the_question_before(begun):
    begun.go_back()
    begun.locator("[data-question=chiffre]").wait_for()
    assert begun.url.endswith(PLACE)
    assert "A-t-elle son propre numéro" in begun.locator(".answered").first.inner_text()
    begun.go_forward()
    begun.locator("[data-question=droits]").wait_for()


def test_leaving_for_another_page_and_coming_back_keeps_the_answers(begun):
    begun.goto(begun.url.replace(PLACE, "/lexique/"))
    begun.go_back()
    begun.locator("[data-question=droits]").wait_for()
    assert begun.locator(".answered li").count() == 2
