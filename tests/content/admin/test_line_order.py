"""A new line lands where its place says; the live table follows."""

import html

import pytest

from procedures.models import Check, Rule, Step
from tests.support.desk import address_of, changed

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "creer-compte-ameli"


def new_line(data: dict, prefix: str, **fields: str) -> dict:
    """The form with one more line of a kind."""
    count = int(data[f"{prefix}-TOTAL_FORMS"])
    named = {f"{prefix}-{count}-{name}": value for name, value in fields.items()}
    return data | named | {f"{prefix}-TOTAL_FORMS": str(count + 1)}


@pytest.mark.parametrize(("place", "lands"), [("1", 0), ("2", 1), ("", -1), ("99", -1)])
def test_a_new_step_lands_where_its_place_says(staff, place, lands):
    before = [step.key for step in Step.objects.filter(page__slug=LONG)]
    address = address_of("change", LONG)
    line = {"key": "neuve", "text": "Neuve.", "origin": "complement", "place": place}
    data = new_line(changed(staff["rene"], address), "steps", **line)
    answer = staff["rene"].post(address, data)
    assert answer.status_code == 302, answer.context["errors"]
    steps = [step.key for step in Step.objects.filter(page__slug=LONG)]
    assert steps[lands] == "neuve"
    assert [key for key in steps if key != "neuve"] == before


def test_a_new_rule_of_place_one_decides_first_and_the_live_table_says_so(staff):
    check = Check.objects.filter(rules__isnull=False).distinct().first()
    address = f"/gestion/procedures/check/{check.pk}/change/"
    line = {"key": "toujours", "result": "verifier", "title": "Non", "text": "Non.",
            "when": "", "place": "1", "origin": "complement",
            "sources": "redaction"}  # fmt: skip
    data = new_line(changed(staff["rene"], address), "rules", **line)
    live = staff["rene"].post(address.replace("change", "en-direct"), data)
    told = html.unescape(live.content.decode())
    assert "jamais atteinte" in told or told.index("toujours") < told.index(
        check.rules.first().key
    )
    answer = staff["rene"].post(address, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert Rule.objects.filter(table=check).first().key == "toujours"


def test_two_lines_of_one_key_are_told_in_the_words_of_the_form(staff):
    address = address_of("change", LONG)
    first = Step.objects.filter(page__slug=LONG).first()
    line = {"key": first.key, "text": "Double.", "origin": "complement"}
    data = new_line(changed(staff["rene"], address), "steps", **line)
    told = html.unescape(staff["rene"].post(address, data).content.decode())
    assert "Deux lignes ont la même valeur de « clé permanente »" in told
    assert "en double dans key" not in told
