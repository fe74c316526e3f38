"""Ticks live in the address, and nowhere else."""

import re

import pytest

from content.snapshot import store

pytestmark = pytest.mark.usefixtures("published")

PAGE = "/guide/creer-compte-ameli/"


def ticked(html):
    return re.findall(r'data-check="([a-z0-9-]+)"\s+checked', html)


def test_ticks_of_the_address_are_ticked_and_counted(reader):
    html = reader.get(PAGE + "?fait=rib&fait=email&fait=remplir").content.decode()
    assert ticked(html) == ["rib", "email", "remplir"]
    assert "2 sur 7 réunis" in html


def test_every_document_and_step_can_be_ticked(reader):
    html = reader.get(PAGE).content.decode()
    assert len(re.findall('data-check="', html)) == 7 + 6
    assert ticked(html) == []


@pytest.mark.parametrize(
    "query", ["?fait=inconnu", "?fait=", "?fait=%00", "?" + "fait=rib&" * 150]
)
def test_ticks_of_unknown_lines_are_ignored(reader, query):
    answer = reader.get(PAGE + query)
    assert answer.status_code == 200
    assert set(ticked(answer.content.decode())) <= {"rib"}


def test_with_htmx_only_the_checklist_comes_and_equals_that_of_the_page(reader):
    whole = reader.get(PAGE + "?fait=rib").content.decode()
    part = reader.get(
        PAGE + "?fait=rib", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in part
    part, told = re.subn(r"<p id=.*?hx-swap-oob.*?</p>", "", part)
    assert told == 1  # spoken by a region that stays: no other difference
    assert part.strip() in whole


def test_the_plain_link_carries_no_tick_and_the_other_does(reader):
    html = reader.get(PAGE + "?fait=rib").content.decode()
    copied = re.findall(r'data-copy="([^"]+)"', html)
    assert copied == [
        "http://testserver" + PAGE + "?fait=rib&amp;edition=1",
        "http://testserver" + PAGE + "?edition=1",
    ]


def test_the_attempts_of_a_problem_can_be_ticked(reader):
    html = reader.get("/depannage/connexion-impossible/?fait=numero").content.decode()
    assert ticked(html) == ["numero"]
    assert "- vérifier que le numéro" in html  # in the words for the phone


@pytest.mark.parametrize(
    ("slug", "means", "verdict"),
    [
        ("payer-creance", "web", "ok"),
        ("payer-creance", "appli", "bloque"),
        ("demander-aliments-sans-gluten", "web", "bloque"),
        ("demander-aliments-sans-gluten", "appli", "ok"),
        ("consulter-espace-prevention", "web", "ok"),
        ("consulter-espace-prevention", "appli", "verifier"),
        ("changer-adresse", "web", "verifier"),
        ("changer-adresse", "appli", "verifier"),
    ],
)
def test_the_channel_filter_gives_the_eight_answers_of_its_table(
    reader, slug, means, verdict
):
    html = reader.get(f"/guide/{slug}/?moyen={means}").content.decode()
    assert f'data-reach="{verdict}"' in html


def test_the_filter_marks_the_pages_of_a_rubrique(reader):
    html = reader.get("/rubriques/demarches/?moyen=appli").content.decode()
    assert html.count('data-reach="bloque"') == 4
    assert "/guide/payer-creance/?moyen=appli" in html
    assert (
        "data-reach"
        not in reader.get("/rubriques/demarches/?moyen=fax").content.decode()
    )


def test_the_web_only_pages_of_the_guide_are_the_seven_of_the_table():

    pages = store.current_snapshot().pages.values()
    web = {
        e.slug for e in pages if e.record.get("web") and e.record.get("app") is False
    }
    assert web == {
        "payer-creance", "demander-pension-invalidite", "demander-procuration",
        "demander-soins-etranger", "suivre-instruction-accident-travail",
        "suivre-dossier-invalidite-cramif", "rendez-vous-agence",
    }  # fmt: skip


def test_a_page_with_ticks_shows_the_address_it_was_asked_at(reader, settings):
    """Its parts are kept in memory, for each address of the site apart."""
    settings.ALLOWED_HOSTS = ["un.test", "deux.test"]
    for host, other in (("un.test", "deux.test"), ("deux.test", "un.test")):
        html = reader.get(PAGE + "?fait=rib", headers={"host": host}).content.decode()
        assert f"http://{host}{PAGE}" in html and other not in html


def test_fragments_cached_for_one_page_never_show_on_another(reader):
    """What is kept for one page is not shown on the next."""
    first = reader.get(PAGE + "?fait=rib").content.decode()
    second = reader.get("/guide/payer-creance/?fait=x").content.decode()
    assert 'href="http://testserver/guide/payer-creance/"' in second
    assert "creer-compte-ameli.svg" in first and "payer-creance.svg" in second
    assert "creer-compte-ameli.svg" not in second
