"""What is told of a permanent name that cannot be."""

import html

import pytest

from tests.support.desk import ALONE, address_of, form_data, row

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/gestion/procedures/procedure/add/"


def told_of_name(client, slug: str) -> str:
    """What is told of a permanent name, on the form of a new page."""
    answer = client.post(ADD, form_data(client, ADD) | {"slug": slug})
    return html.unescape(str(answer.context["adminform"].form.errors["slug"]))


def test_a_name_already_taken_leads_to_the_page_that_has_it(staff):
    told = told_of_name(staff["rene"], ALONE)
    link = f'<a href="{address_of("change", ALONE)}">{row(ALONE)}</a>'
    assert f"Ce nom est déjà celui de « {link} » : choisissez-en un autre." in told
    assert told.count("<li>") == 1


@pytest.mark.parametrize("slug", ["Ma Page É", "MaPage_X", "deux--tirets"])
def test_every_name_that_cannot_be_is_told_the_same_rule(staff, slug):
    told = told_of_name(staff["rene"], slug)
    rule = "des lettres sans accent, des chiffres et des tirets, en minuscules."
    assert f"« {slug} » n'est pas une clé : {rule}" in told
    assert told.count("<li>") == 1
