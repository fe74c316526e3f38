"""The coverage table of what was found: the pages that tell how, those that tell facts,
each line with its source and its date."""

import html
import re

import pytest

from content.snapshot import store

pytestmark = pytest.mark.usefixtures("published")
NO_FACT = ("unknown", "official")  # says that nothing is known; names the page
# the rows of the coverage table: whole steps; a path or a few steps; facts alone
WITH_STEPS = """
telecharger-attestation-droits obtenir-releve-fiscal obtenir-decomptes-complementaire
commander-carte-vitale declarer-perte-vol-carte-vitale commander-ceam
demander-complementaire-sante-solidaire demander-remboursement-transport-personnel
demander-aliments-sans-gluten demander-soins-etranger changer-adresse
inscrire-coordonnees-bancaires declarer-naissance
inscrire-enfant-carte-vitale-autre-parent declarer-accident-tiers
demander-pension-invalidite declarer-ressources-invalidite faire-reclamation
saisir-mediateur demander-procuration
code-oublie verifier-teletransmission verifier-affiliation suivre-remboursements
suivre-dossier-invalidite-cramif changer-nom-usage
""".split()
WITH_FACTS = """
payer-creance suivre-instruction-accident-travail suivre-fabrication-carte-vitale
consulter-espace-prevention verifier-medecin-traitant creer-compte-ameli
creer-compte-sans-carte-vitale connexion-impossible ald-absente-attestation
ayant-droit-absent commande-carte-vitale-impossible commande-carte-enfant-impossible
""".split()


def test_the_pages_of_the_coverage_table_are_counted():
    assert (len(set(WITH_STEPS)), len(set(WITH_FACTS))) == (26, 12)


def shown_facts(reader, slug):
    """The complements of a page as its reader sees them: kind, words, sources."""
    entry = store.current_snapshot().pages[slug]
    page = html.unescape(reader.get(entry.address).content.decode())
    foot = page.partition('class="sources"')[2].partition("</section>")[0]
    dated = dict(re.findall(r'id="_source-(\d+)">(.*?)</li>', foot, re.S))
    for line in entry.record["how_to"]:
        if line["kind"] in NO_FACT:
            continue
        found = page.partition(f'id="{line["key"]}"')[2]
        steps = page.partition("Étapes d'après")[2].partition("</p>")[0]
        told = re.split(r"</li>|</p>\s*<(?:p|ol|h3)", found)[0]
        marks = re.findall(r"#_source-(\d+)", told) or re.findall(
            r"#_source-(\d+)", steps
        )
        yield line["kind"], seen_words(told), [dated[number] for number in marks]


def seen_words(fragment):
    words = re.sub(r"<sup.*?</sup>|<[^>]+>", " ", fragment, flags=re.S)
    return " ".join(words.partition(">")[2].replace("\u00a0", " ").split())


@pytest.mark.parametrize("slug", WITH_STEPS)
def test_a_page_with_steps_shows_them_each_with_source_and_date(reader, slug):
    facts = list(shown_facts(reader, slug))
    assert {kind for kind, _, _ in facts} & {"step", "path"}
    assert_dated(facts)


@pytest.mark.parametrize("slug", WITH_FACTS)
def test_a_page_without_steps_shows_its_facts_each_with_source_and_date(reader, slug):
    facts = list(shown_facts(reader, slug))
    assert facts
    assert_dated(facts)


def assert_dated(facts):
    for kind, words, sources in facts:
        assert len(words) > 3, kind
        assert sources, (kind, words)
        for source in sources:
            assert re.search(r"\d{4}|non datée|Sans valeur juridique", source), source
