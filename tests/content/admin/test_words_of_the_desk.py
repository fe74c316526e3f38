"""What the desk refuses is told in the words of its forms: no word of the files."""

import html

import pytest

from content.models import Section
from procedures.models import Procedure, Resource, Rule
from tests.support.desk import address_of, changed, decide, publish_chosen, row, save

pytestmark = pytest.mark.django_db(transaction=True)


def told_by_the_form(client, **line: str) -> str:
    """The page after a box more was sent with the form."""
    place = address_of("change")
    sent = changed(client, place)
    count = int(sent["notices-TOTAL_FORMS"])
    sent |= {f"notices-{count}-{name}": value for name, value in line.items()}
    sent["notices-TOTAL_FORMS"] = str(count + 1)
    return html.unescape(client.post(place, sent).content.decode())


def test_a_complement_without_its_source_is_told_as_the_form_names_it(staff):
    line = {"key": "neuf", "kind": "complement", "text": "Ailleurs.", "place": "1"}
    told = told_by_the_form(staff["lea"], **line)
    assert "un complément cite sa « source »" in told and "source: " not in told


def test_a_rule_that_leads_nowhere_is_told_as_the_form_names_it(staff):
    rule = Rule.objects.filter(result="bloque", key="sans-compte").get()
    label = Rule._meta.get_field("next").verbose_name
    Rule.objects.filter(pk=rule.pk).update(next=[])
    page = Resource.objects.get(pk=rule.table.page_id)
    told = publish_chosen(staff["lea"], page)
    assert f"« {label} »" in told and "« next »" not in told


def test_a_former_name_that_another_page_has_is_told_as_the_form_names_it(staff):
    Procedure.objects.filter(slug="payer-creance").update(
        aliases=["creer-compte-ameli"]
    )
    save(staff["lea"], row(), summary="Changé.")
    told = decide(staff["lea"], "publier")
    assert "Rien n'a été publié" in told and "aliases" not in told


def section_form(client, section: Section, **changes: str) -> str:
    place = f"/gestion/content/section/{section.pk}/change/"
    answer = client.post(place, changed(client, place, **changes))
    return html.unescape(answer.content.decode())


def test_a_section_is_not_put_in_itself_by_its_form(staff):
    section = Section.objects.get(slug="demarches-aides")
    told = section_form(staff["lea"], section, parent=section.slug)
    section.refresh_from_db()
    assert "elle-même" in told and section.parent_id == "demarches"


def test_a_rubrique_that_readers_never_had_can_be_deleted(staff):
    section = Section.objects.create(slug="handicap", title="Handicap", position=99)
    Procedure.objects.filter(slug="payer-creance").update(section=section)
    told = decide(staff["lea"], "publier")
    assert "Rien n'a été publié" in told and "yaml" not in told
    Procedure.objects.filter(slug="payer-creance").update(section="demarches-aides")
    place = f"/gestion/content/section/{section.pk}/delete/"
    assert staff["lea"].post(place, {"post": "yes"}).status_code == 302
    assert not Section.objects.filter(slug="handicap").exists()
