"""The short link: every list survives it, what was printed opens for ever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from content.snapshot import store
from guide_portal.roadmap import state
from guide_portal.roadmap.short_link import UnreadableLinkError, decode, encode
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
