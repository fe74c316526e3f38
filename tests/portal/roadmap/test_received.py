"""The sheet as its receiver opens it: to read, to tick, with dates and alternatives."""

import html
import re
from urllib.parse import urlencode

from guide_portal.roadmap.gathering import moments_of, obtained_in

WITHOUT_CARD = "creer-compte-sans-carte-vitale"
SHEET = "/feuille-de-route/"


def text_of(reader, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def short_of(text: str) -> str:
    return re.search(r'data-copy="http://testserver(/f/\?[^"]+)"', text)[1]


def received(reader, query: str) -> str:
    return text_of(reader, short_of(text_of(reader, f"{SHEET}?{query}")))


def test_who_receives_a_sheet_reads_it_before_any_control_of_its_list(reader):
    text = received(reader, "fiche=creer-compte-ameli&fiche=code-oublie")
    assert text.index('id="documents"') < text.index("Ajouter une fiche")
    assert text.index("Documents à réunir") < text.index("Les étapes")
    editor = text.split('id="_modifier"')[1].split("</details>")[0]
    assert 'class="ordered"' in editor


def test_who_makes_a_sheet_has_its_list_first(reader):
    text = text_of(reader, f"{SHEET}?fiche=creer-compte-ameli")
    assert text.index("Ajouter une fiche") < text.index('id="documents"')
    assert "_modifier" not in text


def test_the_boxes_of_a_sheet_are_real_and_reading_goes_on_after_a_tick(reader):
    text = received(reader, "fiche=code-oublie&fiche=creer-compte-ameli")
    form = text.split('<form id="_coches"')[1].split("</form>")[0]
    pairs = re.findall(r'type="hidden" name="([^"]+)"\s+value="([^"]*)"', form)
    boxes = re.findall(r'type="checkbox"[^>]*name="fait"\s+value="([^"]+)"', form)
    assert len(boxes) > 5
    first = boxes[0]
    ticked = text_of(reader, f"{SHEET}?" + urlencode([*pairs, ("fait", first)]))
    assert re.search(rf'value="{re.escape(first)}" checked', ticked)
    assert "1 sur" in ticked and "_modifier" in ticked


def test_a_document_of_several_fiches_is_one_box_that_stands_for_each(reader):
    query = "fiche=creer-compte-ameli&fiche=inscrire-coordonnees-bancaires"
    boxes = re.findall(
        r'name="fait"\s+value="([^"]+)"', text_of(reader, f"{SHEET}?{query}")
    )
    box = next(box for box in boxes if ".rib" in box)
    assert len(box.split()) == 2
    ticked = text_of(reader, f"{SHEET}?{query}&" + urlencode({"fait": box}))
    assert f'value="{box}" checked' in ticked
    for one in box.split():
        assert f"fait={one}" in ticked


def test_ticks_of_parts_that_are_not_shown_stay(reader):
    query = "fiche=creer-compte-ameli&fait=creer-compte-ameli.rib&bloc=etapes"
    form = text_of(reader, f"{SHEET}?{query}").split('id="_coches"')[1]
    hidden = '<input type="hidden" name="fait" value="creer-compte-ameli.rib">'
    assert hidden in form.split("</form>")[0]


def test_a_date_that_is_known_says_until_when(reader):
    start = f"pour={WITHOUT_CARD}.code-provisoire&depuis=2026-11-27T18:00"
    text = text_of(reader, f"{SHEET}?fiche={WITHOUT_CARD}&{start}")
    told = "À utiliser avant le dimanche 29 novembre 2026 à 18 h"
    assert told in text
    assert told in text_of(reader, short_of(text))
    taken_away = f"pour={WITHOUT_CARD}.code-provisoire&depuis="
    kept = re.search(r'data-sheet="([^"]+)"', text)[1]
    assert "date=" in kept
    assert told not in text_of(reader, f"{SHEET}?{kept}&{taken_away}")


def test_the_rules_and_the_notes_of_a_page_are_on_the_sheet(reader):
    text = received(reader, "fiche=choisir-code-personnel&fiche=" + WITHOUT_CARD)
    assert "majuscule" in text
    assert "À noter" in text and "par courrier postal n'est plus proposé" in text


def test_ways_of_one_step_are_alternatives(reader):
    text = received(reader, f"fiche={WITHOUT_CARD}")
    phone, agency = (
        f"_e-{WITHOUT_CARD}-code-telephone",
        f"_e-{WITHOUT_CARD}-code-agence",
    )
    between = text[text.index(phone) : text.index(agency)]
    assert '<p class="or">ou</p>' in between and "<li>" not in between


def test_step_by_step_groups_alternatives_and_asks_a_document_once_obtained(reader):
    seen = []
    for place in range(1, 9):
        address = f"/rendez-vous/?fiche={WITHOUT_CARD}&ecran={place}"
        text = text_of(reader, address)
        seen.append(text.split('class="wide meeting"')[1].split("</main>")[0])
    ask = next(i for i, s in enumerate(seen) if ".code-telephone" in s)
    assert f'value="{WITHOUT_CARD}.code-agence"' in seen[ask] and ">ou<" in seen[ask]
    tick = f"{WITHOUT_CARD}.le-code-provisoire"
    box = next(
        i
        for i, s in enumerate(seen)
        if re.search(rf'type="checkbox" name="fait"\s+value="{tick}"', s)
    )
    assert box == ask + 1


def test_of_several_ways_one_is_enough(reader):
    done = f"fait={WITHOUT_CARD}.code-agence"
    address = f"/rendez-vous/?fiche={WITHOUT_CARD}&{done}&ecran=99"
    assert "1 sur" in text_of(reader, address)


def test_contacts_that_ask_an_account_come_after_those_that_do_not(reader):
    text = received(reader, "fiche=code-oublie")
    calls = text.split('id="_contacts"')[1]
    with_account = calls.index("Quand la personne peut ouvrir son compte")
    assert calls.index("3646") < with_account < calls.index("messagerie du compte")


def test_a_second_page_is_added_without_javascript(reader):
    sheet = text_of(reader, f"{SHEET}?fiche=code-oublie&fait=code-oublie.reinitialiser")
    page = re.search(r'<li id="_l-code-oublie"><a href="([^"]+)"', sheet)[1]
    carried = re.search(r"feuille=(\w+)", page)[1]
    other = text_of(reader, f"/guide/payer-creance/?feuille={carried}")
    add = re.search(rf'href="({SHEET}\?feuille=[^"]+fiche=payer-creance)"', other)[1]
    both = text_of(reader, add)
    listed = re.findall(r'id="_l-([\w-]+)"', both)
    assert listed == ["code-oublie", "payer-creance"]
    pasted = urlencode({"fiche": "payer-creance", "feuille": SHEET + "?fiche=cgu"})
    assert 'id="_l-cgu"' in text_of(reader, f"{SHEET}?{pasted}")


def test_steps_without_phases_are_each_a_moment():
    lines = [{"key": "a", "when": ""}, {"key": "b", "when": ""}]
    assert [m.ways for m in moments_of(lines)] == [[lines[0]], [lines[1]]]
    assert obtained_in({"text": "RIB"}, moments_of(lines)) == -1


def test_ticks_of_a_contact_that_shows_no_step_stay(reader):
    tick = "rendez-vous-agence.une-ligne"
    text = text_of(reader, f"{SHEET}?fiche=rendez-vous-agence&fait={tick}")
    form = text.split('id="_coches"')[1].split("</form>")[0]
    assert f'value="{tick}"' in form
