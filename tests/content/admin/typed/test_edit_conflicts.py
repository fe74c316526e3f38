"""Two editors of one text: the second is told, chooses, and neither loses a word."""

import html

import pytest

from procedures.models import Check, Procedure, Question
from tests.support.conflicts import LONG, lines, merge_of, posted, saved
from tests.support.desk import address_of, changed, hidden, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_editor_is_told_and_sees_both_texts(staff, place):
    mine = changed(staff["lea"], place, summary="Le texte de Léa.")
    saved(staff["rene"], place, summary="Le texte de René.")
    answer = staff["lea"].post(place, mine)
    told = html.unescape(answer.content.decode())
    assert "rene a enregistré" in told
    assert "Le texte de Léa." in told and "Le texte de René." in told
    assert row(LONG).summary == "Le texte de René."
    # what both left alone is no difference, however it is written
    [clash] = merge_of(answer).asked
    assert clash.name == "summary"
    assert not merge_of(answer).mine and not merge_of(answer).theirs


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_each_block_that_both_changed_is_a_choice(staff, place, choice):
    mine = changed(staff["lea"], place, summary="De Léa.", steps__0__text="De Léa.")
    saved(staff["rene"], place, summary="De René.", steps__0__text="De René.")
    choices = {"choice-summary": choice, "choice-steps-0-text": "mine"}
    assert posted(staff["lea"], place, mine, choices).status_code == 302
    wanted = {"mine": "De Léa.", "theirs": "De René."}[choice]
    assert row(LONG).summary == wanted
    assert next(iter(lines().values())) == "De Léa."


def test_a_choice_is_never_made_for_the_editor_and_none_made_is_lost(staff, place):
    mine = changed(staff["lea"], place, summary="De Léa.", steps__0__text="De Léa.")
    saved(staff["rene"], place, summary="De René.", steps__0__text="De René.")
    first = staff["lea"].post(place, mine)
    assert " checked>" not in first.content.decode()
    half = hidden(first) | {"choice-summary": "mine", "choice-steps-0-text": "autre"}
    again = staff["lea"].post(place, half | {"_continue": "1"})
    assert [clash.choice for clash in merge_of(again).asked] == ["mine", "autre"]
    page = html.unescape(again.content.decode())
    assert "Rien n'est encore enregistré : pour chaque passage, choisissez" in page
    assert page.count("Choisissez l'un des deux textes.") == 1
    assert page.count("required checked> Votre texte") == page.count(" checked>") == 1
    assert row(LONG).summary == "De René."
    choices = {"choice-summary": "mine", "choice-steps-0-text": "theirs"}
    done = staff["lea"].post(place, hidden(again) | choices)
    assert done.status_code == 302
    assert row(LONG).summary == "De Léa."
    assert next(iter(lines().values())) == "De René."


def test_what_each_changed_alone_is_kept_without_a_question(staff, place):
    mine = changed(staff["lea"], place, summary="De Léa.", checked_on="20/11/2026")
    saved(staff["rene"], place, steps__1__text="De René.")
    merge = merge_of(staff["lea"].post(place, mine))
    assert merge.asked == []
    assert merge.mine == ["Résumé", "Vérifié le"]
    [theirs] = merge.theirs
    assert theirs.endswith("Texte")
    assert posted(staff["lea"], place, mine, {"x": "y"}).status_code == 302
    assert row(LONG).summary == "De Léa."
    assert list(lines().values())[1] == "De René."


def test_a_third_save_while_one_chooses_is_told_as_well(staff, place):
    mine = changed(staff["lea"], place, summary="De Léa.")
    saved(staff["rene"], place, summary="De René.")
    first = staff["lea"].post(place, mine)
    saved(staff["ada"], place, title="D'Ada", summary="D'Ada.")
    again = staff["lea"].post(place, hidden(first) | {"choice-summary": "mine"})
    [clash] = merge_of(again).asked
    assert (clash.theirs, clash.mine) == ("D'Ada.", "De Léa.")
    assert merge_of(again).theirs == ["Titre"]
    answer = staff["lea"].post(place, hidden(again) | {"choice-summary": "mine"})
    assert answer.status_code == 302
    assert (row(LONG).title, row(LONG).summary) == ("D'Ada", "De Léa.")


def test_two_tables_of_one_page_are_no_conflict(staff):
    check = Check.objects.filter(
        page__slug__in=Procedure.objects.values("slug")
    ).first()
    place = f"/gestion/procedures/check/{check.pk}/change/"
    mine = changed(staff["lea"], place, title="De Léa")
    page = f"/gestion/procedures/procedure/{check.page.pk}/change/"
    saved(staff["rene"], page, summary="De René.")
    answer = staff["lea"].post(place, mine)
    assert answer.status_code == 302, answer.context["errors"]
    check.refresh_from_db()
    assert check.title == "De Léa"
    assert type(check.page).objects.get(pk=check.page.pk).summary == "De René."


def test_two_editors_of_one_question_choose_as_well(staff):
    question = Question.objects.first()
    place = f"/gestion/procedures/question/{question.pk}/change/"
    mine = changed(staff["lea"], place, text="De Léa ?")
    saved(staff["rene"], place, text="De René ?")
    [clash] = merge_of(staff["lea"].post(place, mine)).asked
    assert (clash.theirs, clash.mine) == ("De René ?", "De Léa ?")


def test_who_has_the_form_open_is_named(staff):
    staff["rene"].get(address_of("change"))
    assert "En cours d'édition par rene" in html.unescape(
        staff["lea"].get(address_of("change")).content.decode()
    )


def test_a_text_that_did_not_change_is_saved_without_a_word(staff):
    save(staff["rene"], row(), summary="Seul.")
    assert row().summary == "Seul."
