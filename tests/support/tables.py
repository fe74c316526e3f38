"""The eligibility tables of the guide, as the decision tables count them."""

import re
from typing import Any

import pytest

from content.snapshot import store
from procedures.page_links import check_address
from procedures.rules.eligibility import combinations

# From the decision tables: page, table, combinations, (ok, bloque, verifier).
COUNTS = {
    ("creer-compte-ameli", "qui-peut-creer"): (108, 2, 84, 22),
    ("demander-complementaire-sante-solidaire", "trois-conditions"): (27, 1, 19, 7),
    ("declarer-naissance", "naissance-en-ligne"): (9, 1, 5, 3),
    ("demander-pension-invalidite", "pension-en-ligne"): (6, 1, 4, 1),
    ("demander-aliments-sans-gluten", "gluten-en-ligne"): (6, 1, 4, 1),
    ("saisir-mediateur", "mediateur-possible"): (3, 1, 1, 1),
    ("suivre-dossier-invalidite-cramif", "acces-cramif"): (6, 1, 4, 1),
    ("verifier-teletransmission", "teletransmission-visible"): (3, 1, 1, 1),
    ("rendez-vous-agence", "rendez-vous-possible"): (32, 7, 21, 4),
    ("creer-compte-ameli", "quelle-voie"): (48, 19, 28, 1),
    ("creer-compte-sans-carte-vitale", "code-utilisable"): (6, 1, 4, 1),
    ("activer-biometrie", "quelle-biometrie"): (8, 3, 4, 1),
    ("inscrire-coordonnees-bancaires", "rib-en-ligne"): (18, 1, 14, 3),
    ("demander-complementaire-sante-solidaire", "quand-renouveler-css"): (10, 7, 1, 2),
    ("commande-carte-vitale-impossible", "commander-apres-invalidation"): (9, 2, 1, 6),
    ("commande-carte-enfant-impossible", "quel-compte"): (9, 1, 1, 7),
    ("changer-nom-usage", "quinze-jours-passes"): (4, 2, 1, 1),
    ("inscrire-enfant-carte-vitale-autre-parent", "quinze-jours-passes"): (4, 2, 1, 1),
    ("code-oublie", "ou-en-est-le-message"): (8, 2, 5, 1),
    ("email-validation-non-recu", "message-de-validation"): (8, 2, 2, 4),
    ("lien-validation-email", "message-de-validation"): (8, 2, 2, 4),
    ("ayant-droit-absent", "est-ce-normal"): (3, 1, 1, 1),
    ("ald-absente-attestation", "case-ald"): (2, 1, 0, 1),
    ("obtenir-releve-fiscal", "encore-telechargeable"): (3, 1, 2, 0),
    ("obtenir-decomptes-complementaire", "encore-telechargeable"): (3, 2, 1, 0),
}
# « Je ne sais pas » came later to these questions: the counts are of the answers before
ADDED = {
    ("creer-compte-ameli", "quelle-voie"): {"vitale", "rib", "email", "identite"},
    ("creer-compte-sans-carte-vitale", "code-utilisable"): {"recu"},
    ("rendez-vous-agence", "rendez-vous-possible"): {"compte", "acces"},
    ("obtenir-releve-fiscal", "encore-telechargeable"): {"anciennete"},
    ("obtenir-decomptes-complementaire", "encore-telechargeable"): {"anciennete"},
    ("demander-complementaire-sante-solidaire", "quand-renouveler-css"): {
        "css-en-cours"
    },
    ("demander-aliments-sans-gluten", "gluten-en-ligne"): {"appli"},
    ("inscrire-coordonnees-bancaires", "rib-en-ligne"): {"tentative"},
    ("demander-pension-invalidite", "pension-en-ligne"): {"site-web"},
    ("suivre-dossier-invalidite-cramif", "acces-cramif"): {"site-web"},
    ("code-oublie", "ou-en-est-le-message"): {"email-accessible", "message"},
    ("email-validation-non-recu", "message-de-validation"): {"recu", "attente", "age"},
    ("lien-validation-email", "message-de-validation"): {"recu", "attente", "age"},
    ("ald-absente-attestation", "case-ald"): {"case-cochee"},
    ("commande-carte-vitale-impossible", "commander-apres-invalidation"): {"delai"},
}
# the answers that bring each chain to its last table
BEFORE = {
    "quelle-voie": {
        "numero": "oui",
        "chiffre": "un-ou-deux",
        "droits": "oui",
        "affiliation": "general",
    },
    "trois-conditions": {"css-en-cours": "non"},
}
CASES = pytest.mark.parametrize(("slug", "key"), COUNTS, ids=lambda value: value)


def table(slug: str, key: str) -> dict[str, Any]:
    """A table of a page, as it is published."""
    checks = store.current_snapshot().pages[slug].record["checks"]
    return next(check for check in checks if check["key"] == key)


def counted(slug: str, key: str) -> list[dict[str, str]]:
    """The combinations that the decision tables count."""
    added = ADDED.get((slug, key), set())
    return [
        answers
        for answers in combinations(table(slug, key))
        if not any(answers[question] == "inconnu" for question in added)
    ]


def spoken(html: str) -> list[tuple[str, str]]:
    """The decided verdicts of a page, each with its table."""
    marks = re.findall(r'data-verdict="([a-z-]+)" data-table="([a-z0-9-]+)"', html)
    return [(verdict, table) for verdict, table in marks if verdict != "en-cours"]


def verdicts(html: str) -> list[str]:
    """The verdicts of a page, in its order."""
    return re.findall(r'data-verdict="([a-z-]+)"', html)


def check_place(slug: str) -> str:
    """The address of the tables of a page."""
    return check_address(store.current_snapshot().pages[slug])
