"""The short link: every list survives it, what was printed opens for ever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from content.snapshot import store
from guide_portal.roadmap import state
from guide_portal.roadmap.recovery import payloads_in, recover
from guide_portal.roadmap.short_link import (
    UnreadableLinkError,
    decode,
    encode,
)
from guide_portal.roadmap.state import Roadmap

pytestmark = pytest.mark.usefixtures("published")

TWELVE = [
    *("creer-compte-ameli", "creer-compte-sans-carte-vitale", "choisir-code-personnel"),
    *("commander-carte-vitale", "inscrire-coordonnees-bancaires", "changer-adresse"),
    *("declarer-naissance", "payer-creance", "faire-reclamation", "code-oublie"),
    *("connexion-impossible", "telephone-3646"),
]


slugs = some.lists(some.sampled_from(TWELVE), unique=True)


@given(
    slugs,
    some.lists(some.sampled_from(list(state.SHEET_PARTS))),
    some.integers(0, 10**9),
)
def test_every_roadmap_survives_its_short_form(fiches, blocks, edition):
    snapshot = store.current_snapshot()
    shown = tuple(b for b in state.SHEET_PARTS if b in blocks)
    done = frozenset((s, k) for s in fiches for k in snapshot.keys[s][::2])
    first = Roadmap(tuple(fiches), shown, done, edition, state.FIRST_DAY)
    payload = encode(first, snapshot.numbers, snapshot.keys)
    names = {number: slug for slug, number in snapshot.numbers.items()}
    assert decode(payload, names, snapshot.keys) == (first, [])


@given(some.text(max_size=60) | some.from_regex(r"[A-Za-z0-9_-]{0,80}", fullmatch=True))
def test_any_payload_is_read_or_refused(payload):
    try:
        found, _ = decode(payload, {1: "creation"}, {"creation": []})
    except UnreadableLinkError:
        return
    assert len(found.fiches) <= state.MAX_FICHES


def test_old_short_forms_open_for_ever(reader):
    # printed on 24 November 2026: these bytes must never change their meaning
    text = reader.get("/f/?AagByAIABhwdKS8lFZV-").content.decode()
    assert re.findall(r'id="_l-([\w-]+)"', text) == [
        *("creer-compte-ameli", "creer-compte-sans-carte-vitale"),
        *("demander-complementaire-sante-solidaire", "inscrire-coordonnees-bancaires"),
        *("commander-carte-vitale", "connexion-impossible"),
    ]


def test_no_link_with_one_sign_mistyped_opens_another_list(reader):
    """A person copies it from paper: the two bytes of its checksum see each fault."""
    snapshot = store.current_snapshot()
    names = {number: slug for slug, number in snapshot.numbers.items()}
    list_of_two = Roadmap(("code-oublie", "telephone-3646"), day=state.FIRST_DAY)
    good = encode(list_of_two, snapshot.numbers, snapshot.keys)
    for place, sign in enumerate(good[:-1]):  # the last holds bits that say nothing
        for other in "aZ09_-":
            typed = good[:place] + other + good[place + 1 :]
            if other != sign:
                with pytest.raises(UnreadableLinkError):
                    decode(typed, names, snapshot.keys)


def test_a_link_of_more_fiches_than_a_list_holds_is_refused():
    numbers = {f"page-{n}": n for n in range(state.MAX_FICHES + 1)}
    names, keys = (
        {n: slug for slug, n in numbers.items()},
        {slug: [] for slug in numbers},
    )
    most = Roadmap(tuple(numbers)[: state.MAX_FICHES])
    assert decode(encode(most, numbers, keys), names, keys).roadmap == most
    with pytest.raises(UnreadableLinkError):
        decode(encode(Roadmap(tuple(numbers)), numbers, keys), names, keys)


PAYLOADS = ["AagByAIABhwdKS8lFZV-", "AagByQIABx0eLyUpFErZCA"]
AFTER = [
    *(".", ")", "...", "»", "%20", "%0A", "%3D", "%E2%80%8B", "=", "&fbclid=IwAR0abc1"),
    *("].", "%22", "%C2%A0", "%3E", "*", "_", "!", "%0D%0A", "&amp;utm_source=x"),
]
BEFORE = [
    *("?fbclid=IwAR0abcdef123&", "?utm_source=whatsapp&", "?p=", "%3F", "?%20", "?%22"),
    *("?utm_medium=sms&utm_campaign=automne-2026&", "", "?="),
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "spoiled",
    [f"?{{}}{end}" for end in AFTER] + [f"{start}{{}}" for start in BEFORE],
)
@pytest.mark.parametrize("door", ["/f/", "/F/"])
def test_a_short_link_that_messages_spoiled_opens_its_list(
    reader, door, spoiled, payload
):
    whole = reader.get(f"/f/?{payload}").content.decode()
    answer = reader.get(door + spoiled.format(payload), follow=True)
    fiches = re.compile(r'id="_l-([\w-]+)"').findall
    assert answer.status_code == 200
    assert fiches(answer.content.decode()) == fiches(whole) != []


def test_a_short_link_has_no_sign_that_chats_eat(reader):
    query = "&".join(f"fiche={slug}" for slug in TWELVE)
    page = reader.get(f"/feuille-de-route/?{query}").content.decode()
    payload = re.search(r"/f/\?([\w-]+)", page)
    assert payload and payload[1].isalnum()


@given(slugs.filter(bool), some.data())
def test_a_spoiled_payload_never_opens_another_list(fiches, data):
    snapshot = store.current_snapshot()
    payload = encode(Roadmap(tuple(fiches)), snapshot.numbers, snapshot.keys)
    place = data.draw(some.integers(0, len(payload) - 1))
    signs = "ABCxyz019".replace(payload[place], "")
    other = data.draw(some.sampled_from(signs))
    spoiled = payload[:place] + other + payload[place + 1 :]
    names = {number: slug for slug, number in snapshot.numbers.items()}
    try:
        found, _ = recover(spoiled, names, snapshot.keys)
    except UnreadableLinkError:
        return
    # the last letter has bits that say nothing
    assert found.fiches == tuple(fiches)


SPOILED = ["changer-adresse.", "Changer-Adresse", "changer-adresse)"]


@pytest.mark.parametrize("fiche", SPOILED)
def test_a_spoiled_slug_of_the_long_form_is_found_again(reader, fiche):
    page = reader.get("/feuille-de-route/", {"fiche": fiche}).content.decode()
    assert 'id="_l-changer-adresse"' in page


def test_an_address_copied_from_the_source_of_a_page_keeps_all_its_fiches(reader):
    page = reader.get("/feuille-de-route/?fiche=changer-adresse&amp;fiche=code-oublie")
    assert 'id="_l-code-oublie"' in page.content.decode()


def test_a_link_drowned_in_signs_gives_few_candidates(reader):
    """Thousands of dashes gave as many candidates, each a copy of the whole."""
    for sign in "-_.":
        assert reader.get("/f/?" + sign * 15_000 + "!").status_code == 200
    assert len(payloads_in("A" + "-" * 15_000)) <= 6
