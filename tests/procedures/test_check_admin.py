"""Eligibility tables at the desk: drawn with their counts, their faults, and live."""

import re

import pytest

from procedures.models import Check, Rule
from tests.support.desk import form_data

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_table_is_drawn_with_its_counts(editor):
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/table/").content.decode()
    words = " ".join(html.split())
    assert "27 combinaisons" in words
    assert "ok 1, bloque 19, verifier 7" in words
    assert html.count("<strong>bloque</strong>") == 19


def test_a_faulty_table_is_drawn_with_its_faults(editor):
    Rule.objects.filter(key="possible", table__key="rib-en-ligne").delete()
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/table/").content.decode()
    assert "il manque une dernière règle" in html


def test_a_table_is_drawn_live_and_nothing_is_kept(editor):
    check = Check.objects.get(key="rib-en-ligne")
    place = f"/gestion/procedures/check/{check.pk}/"
    data = form_data(editor, place + "change/")
    html = editor.post(place + "en-direct/", data).content.decode()
    assert "27 combinaisons" in html
    rule = next(k for k, v in data.items() if v == "bloque" and k.endswith("-result"))
    html = editor.post(place + "en-direct/", data | {rule: "ok"}).content.decode()
    assert "bloque 19" not in html
    assert Check.objects.get(pk=check.pk).rules.filter(result="bloque").exists()
    html = editor.post(place + "en-direct/", data | {"title": ""}).content.decode()
    assert "quand le formulaire est complet" in html


def test_a_rule_is_typed_in_words(editor):
    check = Check.objects.get(key="rib-en-ligne")
    html = editor.get(f"/gestion/procedures/check/{check.pk}/change/").content.decode()
    assert "question: réponse, réponse" in html
    shown = re.findall(r'name="rules-\d+-when"[^>]*>([^<]*)<', html)
    assert shown and not any("{" in text for text in shown)
