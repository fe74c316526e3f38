"""The desk: accounts, drafts and publication, tables drawn, searches that failed."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from content.models import Edition, Synonym
from content.records.rows import record_of, tree_of
from content.snapshot import store
from guide_portal.feedback import retention
from guide_portal.models import FailedSearch
from guide_portal.search import failed_searches
from procedures.models import Check, Procedure, Resource, Rule

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(loaded, monkeypatch):
    """A signed-in member of staff, over the loaded guide."""
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "une phrase bien longue")
    call_command("create_staff", "camille", role="administrateur", stdout=io.StringIO())
    loaded.force_login(User.objects.get(username="camille"))
    return loaded


def form_data(editor, place) -> dict:
    """What a browser would send of a form of the desk, as it is."""
    shown = editor.get(place).context
    form = shown["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"_base": shown["base"]} if "base" in shown else {}
    for inline in shown["inline_admin_formsets"]:
        manager = inline.formset.management_form
        data |= {manager.add_prefix(n): manager[n].value() for n in manager.fields}
        for line in inline.formset.initial_forms:
            data |= {
                line.add_prefix(n): as_typed(line.fields[n], line[n].value())
                for n in line.fields
            }
    lists = {k: "\n".join(v) for k, v in data.items() if isinstance(v, list)}
    return data | lists | {k: "" for k, v in data.items() if v == {}}


def as_typed(field, value):
    """A value as its field shows it."""
    return (field.prepare_value(value) if isinstance(value, dict) else value) or ""


def save(editor, row, **changes):
    """Saves the admin form of a page as a browser would, with these changes."""
    kind = row._meta.model_name
    place = f"/gestion/{row._meta.app_label}/{kind}/{row.pk}/change/"
    answer = editor.post(place, form_data(editor, place) | changes)
    assert answer.status_code == 302, answer.context["errors"]


def test_saving_is_a_draft_and_publishing_reaches_readers_and_search(editor):
    row = Procedure.objects.get(slug="payer-creance")
    save(editor, row, summary="Rembourser une zorglubie.")
    assert "zorglubie" not in editor.get("/guide/payer-creance/").content.decode()
    changelist = "/gestion/procedures/procedure/"
    answer = editor.post(
        changelist,
        {"action": "publish_chosen", "_selected_action": [row.pk]},
        follow=True,
    )
    assert "1 texte(s) publié(s)" in answer.content.decode()
    assert "zorglubie" in editor.get("/guide/payer-creance/").content.decode()
    found = editor.get("/recherche.json?q=zorglubie").json()["results"]
    assert [result["slug"] for result in found] == ["payer-creance"]
    edition = Edition.objects.get(slug="payer-creance", current=True)
    assert (edition.number, edition.author) == (2, "camille")


@pytest.mark.parametrize("slug", ["creer-compte-ameli", "choisir-code-personnel"])
def test_saving_without_a_change_changes_nothing(editor, slug):
    row = Procedure.objects.get(slug=slug)
    before = record_of(tree_of(row))
    save(editor, row)
    assert record_of(tree_of(Procedure.objects.get(slug=slug))) == before


def test_a_draft_with_a_dead_end_is_not_published(editor):
    Rule.objects.filter(result="bloque", key="sans-compte").update(next=[])
    row = Resource.objects.get(slug="rendez-vous-agence")
    answer = editor.post(
        "/gestion/procedures/resource/",
        {"action": "publish_chosen", "_selected_action": [row.pk]},
        follow=True,
    )
    assert "bloque sans suite" in answer.content.decode()
    assert "Rien n'a été publié" in answer.content.decode().replace("&#x27;", "'")
    assert Edition.objects.count() == Edition.objects.filter(number=1).count()


def test_a_table_is_drawn_with_its_counts(editor):
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/table/").content.decode()
    assert "18 combinaisons" in html
    assert "ok 1, bloque 14, verifier 3" in html
    assert html.count("<strong>bloque</strong>") == 14


def test_a_faulty_table_is_drawn_with_its_faults(editor):
    Rule.objects.filter(key="possible", table__key="rib-en-ligne").delete()
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/table/").content.decode()
    assert "il manque une dernière règle" in html


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


def test_a_permanent_name_cannot_be_changed_once_given(editor):
    row = Procedure.objects.get(slug="payer-creance")
    form = editor.get(f"/gestion/procedures/procedure/{row.pk}/change/").context
    assert "slug" not in form["adminform"].form.fields


def test_create_staff_says_what_is_wrong(db, monkeypatch):
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "court")
    with pytest.raises(CommandError, match="trop court"):
        call_command("create_staff", "lea", role="redacteur")
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "CompteAmeli-Paris-75")
    with pytest.raises(CommandError, match="mots qu'on essaierait"):
        call_command("create_staff", "lea", role="redacteur")
    assert not User.objects.exists()
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "une phrase bien longue")
    call_command("create_staff", "lea", role="redacteur", stdout=io.StringIO())
    assert not User.objects.get().is_superuser
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("create_staff", "lea", role="redacteur")


# Searches that failed


@pytest.fixture
def counted():
    failed_searches._counted.clear()
    yield failed_searches._counted
    failed_searches._counted.clear()


def test_a_failed_search_is_kept_from_three_occurrences(editor, counted):
    for times, query in ((3, "Vélib' abonnement"), (2, "navigo"), (4, "code oublié")):
        for _ in range(times):
            editor.get("/recherche/", {"q": query})
    editor.get("/recherche/", {"q": "navigo"}, headers={"HX-Request": "true"})
    failed_searches.write_counts()
    assert list(FailedSearch.objects.values_list("words", "count")) == [
        ("velib abonnement", 3)
    ]
    assert counted == {"navigo": 2}


@pytest.mark.parametrize(
    "typed",
    ["1 85 01 75 123 456", "185017512345678", "2 85 05 2A 004 123", "jean@exemple.fr",
     "06 12 34 56 78", "+33612345678", "dossier 123456"],
)  # fmt: skip
def test_what_looks_personal_is_blanked_before_it_is_counted(counted, typed):
    failed_searches.count_search(f"zorglub {typed}")
    assert not any(character.isdigit() for character in "".join(counted))
    assert "jean" not in "".join(counted)


def test_without_a_database_the_counts_wait(counted, monkeypatch):
    from django.db import OperationalError

    for _ in range(3):
        failed_searches.count_search("zorglub")
    monkeypatch.setattr(failed_searches.transaction, "atomic", _away(OperationalError))
    with pytest.raises(OperationalError):
        failed_searches.write_counts()
    assert counted == {"zorglub": 3}


def _away(error):
    def broken():
        raise error("base absente")

    return broken


def test_searches_are_forgotten_after_a_year(counted):
    import datetime

    FailedSearch.objects.create(words="vieux", month=datetime.date(2024, 1, 1), count=9)
    assert retention.purge_old()["recherches"] == 1
    assert not FailedSearch.objects.exists()


def test_a_failed_search_is_tried_then_added_as_a_keyword(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    html = editor.post(place, {"page": "payer-creance", "try": "1"}).content.decode()
    assert "trouverait : payer-creance" in html
    assert "sur 287 recherches jugées" in html
    editor.post(place, {"page": "payer-creance", "add": "1"})
    assert "zorglub" in Procedure.objects.get(slug="payer-creance").keywords
    assert store.current_snapshot().pages["payer-creance"].edition == 1  # a draft


def test_a_failed_search_becomes_a_synonym(editor, counted):
    row = FailedSearch.objects.create(words="zorglub", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    editor.post(place, {"same": "carte vitale", "add": "1"})
    assert Synonym.objects.get(slug="zorglub").words == ["zorglub", "carte vitale"]


def test_a_change_that_breaks_a_judged_search_says_which(editor):
    row = FailedSearch.objects.create(words="transp", month="2026-11-01", count=5)
    place = f"/gestion/guide_portal/failedsearch/{row.pk}/change/"
    html = editor.post(place, {"page": "payer-creance", "try": "1"}).content.decode()
    assert "moins bien" in html and "0 moins bien" not in html


def test_a_table_is_drawn_live_and_nothing_is_kept(editor):
    check = Check.objects.get(key="rib-en-ligne")
    place = f"/gestion/procedures/check/{check.pk}/"
    data = form_data(editor, place + "change/")
    html = editor.post(place + "en-direct/", data).content.decode()
    assert "18 combinaisons" in html
    rule = next(k for k, v in data.items() if v == "bloque" and k.endswith("-result"))
    html = editor.post(place + "en-direct/", data | {rule: "ok"}).content.decode()
    assert "ok 1, bloque 14" not in html
    assert Check.objects.get(pk=check.pk).rules.filter(result="bloque").exists()
    html = editor.post(place + "en-direct/", data | {"title": ""}).content.decode()
    assert "quand le formulaire est complet" in html


def test_a_rule_is_typed_in_words(editor):
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/change/").content.decode()
    assert "question: réponse, réponse" in html
    shown = re.findall(r'name="rules-\d+-when"[^>]*>([^<]*)<', html)
    assert shown and not any("{" in text for text in shown)
