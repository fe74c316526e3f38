"""The feuille de route: its address, long and short, and what it makes of the guide."""

import html
import re

import pytest

from content.snapshot import store
from guide_portal.roadmap import gathering

TWELVE = [
    *("creer-compte-ameli", "creer-compte-sans-carte-vitale", "choisir-code-personnel"),
    *("commander-carte-vitale", "inscrire-coordonnees-bancaires", "changer-adresse"),
    *("declarer-naissance", "payer-creance", "faire-reclamation", "code-oublie"),
    *("connexion-impossible", "telephone-3646"),
]


def page(reader, *fiches, more="") -> str:
    asked = "&".join(f"fiche={slug}" for slug in fiches)
    answer = reader.get(f"/feuille-de-route/?{asked}{more}")
    assert answer.status_code == 200 and not answer.cookies
    return html.unescape(answer.content.decode())


def short_address(text: str) -> str:
    return re.search(r'data-copy="http://testserver(/f/\?[^"]+)"', text)[1]


def documents(text: str) -> str:
    return text.split('id="documents"')[1].split("</section>")[0]


def test_twelve_fiches_fit_in_120_characters_and_come_back(reader):
    address = short_address(page(reader, *TWELVE))
    assert len(address) <= 120
    text = html.unescape(reader.get(address).content.decode())
    listed = re.findall(r'id="_l-([\w-]+)"', text)
    assert listed == TWELVE


def test_a_document_asked_twice_is_listed_once_with_both_fiches(reader):
    text = documents(
        page(reader, "creer-compte-ameli", "inscrire-coordonnees-bancaires")
    )
    assert text.count("RIB") == 1
    assert "Créer un compte ameli, Inscrire ses coordonnées bancaires" in text


def test_the_shortest_deadline_comes_first(reader):
    text = page(reader, "demander-complementaire-sante-solidaire", TWELVE[1])
    deadlines = text.split('id="delais"')[1].split("</section>")[0]
    assert deadlines.index("48") < deadlines.index("deux mois")


def test_what_one_needs_at_hand_is_counted(reader):
    text = page(reader, "payer-creance", "demander-procuration", "activer-biometrie")
    assert "Il faudra un navigateur web pour 2 démarches." in text
    assert "Il faudra un smartphone pour 1 démarche." in text


def test_what_the_guide_does_not_say_of_channels_is_not_said(reader):
    assert "Il faudra" not in page(reader, "changer-adresse")


def test_one_chooses_the_parts_of_a_sheet(reader):
    text = page(reader, "creer-compte-ameli", more="&bloc=documents")
    assert 'id="documents"' in text and 'id="etapes"' not in text
    again = html.unescape(reader.get(short_address(text)).content.decode())
    assert 'id="documents"' in again and 'id="etapes"' not in again


def test_without_javascript_links_order_and_remove(reader):
    text = page(reader, "code-oublie", "payer-creance")
    up = re.search(
        r'href="(/feuille-de-route/[^"]*)" [^>]*aria-label="Monter «(?:&nbsp;|\s)Pay',
        text,
    )
    moved = html.unescape(reader.get(up[1]).content.decode())
    assert re.findall(r'id="_l-([\w-]+)"', moved) == ["payer-creance", "code-oublie"]
    assert "«\u00a0Payer une créance\u00a0»\u00a0: place 1 sur 2." in moved
    remove = re.search(
        r'href="(/feuille-de-route/[^"]*)" [^>]*aria-label="Retirer «(?:&nbsp;|\s)Pay',
        moved,
    )
    left = html.unescape(reader.get(remove[1]).content.decode())
    assert re.findall(r'id="_l-([\w-]+)"', left) == ["code-oublie"]
    assert "«\u00a0Payer une créance\u00a0» est retirée" in left


def test_a_search_goes_on_with_the_list(reader):
    text = reader.get("/recherche/?q=rib&fiche=code-oublie").content.decode()
    assert (
        "/feuille-de-route/?fiche=code-oublie&amp;fiche=inscrire-coordonnees-bancaires"
        in text
    )


def test_an_unknown_fiche_is_named_with_what_comes_near(reader):
    text = page(reader, "carte-vitale-perdu", "code-oublie")
    assert "Aucune fiche ne s'appelle «\u00a0carte-vitale-perdu\u00a0»." in text
    assert "/guide/declarer-perte-vol-carte-vitale/" in text
    assert 'id="_l-code-oublie"' in text


def test_an_empty_list_says_how_to_begin(reader):
    assert "Cette feuille est vide" in page(reader)


def test_a_cut_short_address_says_so(reader):
    address = short_address(page(reader, *TWELVE))
    for spoiled in (address[:-3], address[:10], address + "A", "/f/?é", "/f/?%00"):
        answer = reader.get(spoiled)
        assert answer.status_code == 200
        assert "incomplète ou mal recopiée" in answer.content.decode()


def test_messengers_may_add_to_the_address(reader):
    address = short_address(page(reader, "code-oublie"))
    for added in ("=", "&utm_source=x", "=&fbclid=3"):
        assert 'id="_l-code-oublie"' in reader.get(address + added).content.decode()


def test_ticks_travel_in_the_long_and_the_short_address(reader):
    text = page(reader, "creer-compte-ameli", more="&fait=creer-compte-ameli.rib")
    assert documents(text).count(" checked>") == 1
    again = html.unescape(reader.get(short_address(text)).content.decode())
    assert documents(again).count(" checked>") == 1


def test_the_message_holds_what_one_must_bring(reader):
    text = page(reader, "creer-compte-ameli")
    message = text.split('id="_texte"')[1].split("</textarea>")[0]
    assert "- Carte Vitale" in message and "3646" in message and "/f/?" in message


def test_more_than_thirty_fiches_are_cut_and_it_is_said(reader):
    slugs = [
        slug
        for slug, e in store.current_snapshot().pages.items()
        if e.kind != "article"
    ]
    assert "au plus trente fiches" in page(reader, *slugs)


def test_step_by_step_ends_with_what_was_done(reader):
    address, seen = "/rendez-vous/?fiche=code-oublie", []
    for _ in range(20):
        text = html.unescape(reader.get(address).content.decode())
        if "C'est terminé" in text:
            break
        seen.append(re.search(r"Écran \d+ sur \d+", text)[0])
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', text)
        ticks = re.findall(r'name="fait" value="([^"]+)">', text)
        pairs = dict.fromkeys([*hidden, *(("fait", tick) for tick in ticks)])
        address = "/rendez-vous/?" + "&".join(f"{k}={v}" for k, v in pairs)
    assert len(seen) == len(set(seen)) >= 2
    done = re.search(r"(\d+) sur (\d+) faits?\.", text)
    assert done[1] == done[2]
    assert "fait=code-oublie." in text


def test_step_by_step_needs_fiches(reader):
    assert "Choisissez d'abord" in html.unescape(
        reader.get("/rendez-vous/").content.decode()
    )


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("PT30M", 30), ("PT48H", 2880), ("P2D", 2880), ("P1M", 43200)],
)
def test_a_duration_is_counted_in_minutes(duration, expected):
    assert gathering.minutes(duration) == expected
