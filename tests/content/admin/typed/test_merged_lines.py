"""Two editors of the lines of one page: added, moved, deleted, rewritten by either."""

import pytest

from procedures.models import Step
from tests.support.conflicts import LONG, lines, merge_of, posted, saved
from tests.support.desk import address_of, changed, row

pytestmark = pytest.mark.django_db(transaction=True)


def step_fields(data: dict, key: str) -> str:
    """The prefix of a step in a form."""
    [name] = [n for n, v in data.items() if n.endswith("-key") and v == key]
    return name.removesuffix("-key")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_step_that_the_other_deleted_can_be_kept_or_let_go(staff, place, choice):
    key, before = list(lines())[1], lines()
    mine = changed(staff["lea"], place)
    prefix = step_fields(mine, key)
    mine[f"{prefix}-text"] = "Réécrite par Léa"
    saved(staff["rene"], place, **{f"{prefix}-DELETE": "on"})
    assert key not in lines()
    [clash] = merge_of(staff["lea"].post(place, mine)).asked
    # each value after its label on the form; its key and its place are no words
    assert "Texte : Réécrite par Léa" in clash.mine and clash.theirs == "(supprimé)"
    told = clash.mine.splitlines()
    assert all(" : " in line for line in told), told
    assert key not in clash.mine and not any("place" in line for line in told)
    choices = {f"choice-{clash.name}": choice}
    assert posted(staff["lea"], place, mine, choices).status_code == 302
    kept = {"mine": {key: "Réécrite par Léa"}, "theirs": {}}[choice]
    others = {k: text for k, text in before.items() if k != key}
    assert lines() == others | kept  # no text went to another step


def test_a_step_deleted_by_the_other_and_left_alone_here_stays_deleted(staff, place):
    key, others = list(lines())[1], lines()
    mine = changed(staff["lea"], place, summary="De Léa.")
    prefix = step_fields(mine, key)
    saved(staff["rene"], place, **{f"{prefix}-DELETE": "on"})
    assert merge_of(staff["lea"].post(place, mine)).asked == []
    assert posted(staff["lea"], place, mine, {"x": "y"}).status_code == 302
    assert row(LONG).summary == "De Léa."
    # each text is where it belongs: none went to the step beside
    assert lines() == {k: v for k, v in others.items() if k != key}


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_step_deleted_here_that_the_other_rewrote_is_a_choice(staff, place, choice):
    key = list(lines())[1]
    mine = changed(staff["lea"], place)
    prefix = step_fields(mine, key)
    saved(staff["rene"], place, **{f"{prefix}-text": "Réécrite par René"})
    mine[f"{prefix}-DELETE"] = "on"
    [clash] = merge_of(staff["lea"].post(place, mine)).asked
    assert "Texte : Réécrite par René" in clash.theirs and key not in clash.theirs
    choices = {f"choice-{prefix}-DELETE": choice}
    assert posted(staff["lea"], place, mine, choices).status_code == 302
    assert lines().get(key) == {"mine": None, "theirs": "Réécrite par René"}[choice]


def test_steps_added_by_each_are_both_there(staff, place):
    count = len(lines())
    new = {
        "steps-TOTAL_FORMS": str(count + 1),
        f"steps-{count}-text": "Étape neuve",
        f"steps-{count}-origin": "complement",
    }
    mine = changed(staff["lea"], place) | new | {f"steps-{count}-key": "de-lea"}
    theirs = changed(staff["rene"], place) | new | {f"steps-{count}-key": "de-rene"}
    assert staff["rene"].post(place, theirs).status_code == 302
    assert posted(staff["lea"], place, mine, {"x": "y"}).status_code == 302
    assert list(lines())[-2:] == ["de-rene", "de-lea"]


def test_the_order_of_one_and_the_words_of_the_other_go_together(staff, place):
    keys = list(lines())
    mine = changed(staff["lea"], place)
    mine[f"{step_fields(mine, keys[0])}-text"] = "De Léa"
    last = step_fields(mine, keys[-1])
    saved(staff["rene"], place, **{f"{last}-place": "1"})
    assert staff["lea"].post(place, mine).status_code == 302
    assert list(lines()) == [keys[-1], *keys[:-1]]
    assert lines()[keys[0]] == "De Léa"


def test_a_restored_text_has_the_same_lines_under_other_numbers(staff, place):
    mine = changed(staff["lea"], place, steps__0__text="De Léa")
    before = {s.key: s.pk for s in Step.objects.filter(page__slug=LONG)}
    saved(staff["rene"], place, summary="Erreur.")
    edition = staff["ada"].get(address_of("versions", LONG)).context["editions"].last()
    staff["ada"].post(f"/gestion/content/edition/{edition.pk}/change/", {"restore": 1})
    assert {s.key: s.pk for s in Step.objects.filter(page__slug=LONG)} != before
    answer = staff["lea"].post(place, mine)
    assert answer.status_code == 302  # nothing of it is another text than before
    assert next(iter(lines().values())) == "De Léa"
    assert list(lines()) == list(before)
