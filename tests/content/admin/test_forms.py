"""The forms of the desk: a save is a draft, lines change places, names given stay."""

import pytest

from content.publishing import snapshot_file
from content.records.rows import record_of, tree_of
from procedures.models import Procedure, Step
from tests.support.desk import PAGE, address_of, read, row, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "place",
    ["", "procedures/procedure/", "procedures/procedure/add/", "content/term/",
     "content/edition/", "procedures/question/", "guide_portal/failedsearch/"],
)  # fmt: skip
def test_the_desk_opens_in_french(editor, place):
    answer = editor.get("/gestion/" + place)
    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.content.decode()


def test_the_desk_is_closed_to_readers(desk):
    answer = desk.get("/gestion/procedures/procedure/")
    assert answer.status_code == 302 and "/gestion/login/" in answer.headers["Location"]


@pytest.mark.parametrize("slug", ["creer-compte-ameli", "choisir-code-personnel"])
def test_saving_without_a_change_changes_nothing(editor, slug):
    row = Procedure.objects.get(slug=slug)
    before = record_of(tree_of(row))
    save(editor, row)
    assert record_of(tree_of(Procedure.objects.get(slug=slug))) == before


def test_a_permanent_name_cannot_be_changed_once_given(editor):
    row = Procedure.objects.get(slug="payer-creance")
    form = editor.get(f"/gestion/procedures/procedure/{row.pk}/change/").context
    assert "slug" not in form["adminform"].form.fields


def test_lines_change_places_by_their_number(staff):
    steps = list(Step.objects.filter(page__slug="creer-compte-ameli"))
    form = staff["ada"].get(address_of("change", "creer-compte-ameli")).context
    prefix = next(
        line.prefix
        for inline in form["inline_admin_formsets"]
        for line in inline.formset.initial_forms
        if line.instance == steps[-1]
    )
    save(staff["ada"], row("creer-compte-ameli"), **{f"{prefix}-place": "1"})
    after = list(Step.objects.filter(page__slug="creer-compte-ameli"))
    assert after[0] == steps[-1]
    assert [step.position for step in after] == list(range(len(after)))


def test_nothing_of_the_desk_reaches_readers(staff):
    save(staff["rene"], row(), summary="Rien que le bureau.")
    snapshot_file.write_snapshot()
    assert "Rien que le bureau" not in read("/recherche.json?q=bureau") + read(PAGE)


def test_a_line_shows_what_it_says_before_where_that_was_read(staff):
    shown = staff["lea"].get(address_of("change", "creer-compte-ameli"))
    page = shown.content.decode()
    for name in ("steps", "notices"):
        others = (page.index(f'name="{name}-0-{field}"') for field in ("key", "text"))
        assert max(others) < page.index(f'name="{name}-0-sources"')
