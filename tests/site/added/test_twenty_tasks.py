"""Twenty tasks of caregivers: from home, in three clicks or one search, to the words
that tell what to do."""

import html
import re

import pytest

pytestmark = pytest.mark.usefixtures("published")

# what is wanted | what is typed | where it is found | the words that tell what to do
TASKS = """
imprimer l'attestation de droits d'une dame qui n'a pas son code | imprimer attestation sans code | /guide/telecharger-attestation-droits/ | Appeler le 3646 pour demander l'attestation.
retrouver l'accès d'un monsieur qui a oublié son code | code oublié | /depannage/code-oublie/ | Sans accès à la boîte email : point d'accueil ou 3646
commander la carte Vitale d'un jeune | commander une carte vitale | /guide/commander-carte-vitale/ | Une première carte peut aussi se demander par courrier.
déclarer une carte Vitale volée | carte vitale volée | /guide/declarer-perte-vol-carte-vitale/ | Appeler le 3646.
partir en Espagne avec la carte européenne | carte européenne vacances | /guide/commander-ceam/ | au moins 20 jours avant le départ
demander la complémentaire santé solidaire | complémentaire santé solidaire | /guide/demander-complementaire-sante-solidaire/ | « Faire une demande de complémentaire santé solidaire »
donner une procuration à sa fille | procuration pour ma mère | /guide/demander-procuration/ | Choisir « Faire ou révoquer une procuration en ligne »|choisir « Faire ou révoquer
saisir le médiateur | médiateur | /guide/saisir-mediateur/ | Le compte web ou le courrier, pas l'appli
se faire rembourser un trajet en voiture | remboursement trajet voiture hôpital | /guide/demander-remboursement-transport-personnel/ | Mes Remboursements Simplifiés
suivre un remboursement | où en est mon remboursement | /guide/suivre-remboursements/ | Les relevés remontent jusqu'à 27 mois
vérifier la télétransmission avec la mutuelle | télétransmission mutuelle | /guide/verifier-teletransmission/ | Comment faire
déclarer ses ressources d'invalidité | déclarer ressources invalidité | /guide/declarer-ressources-invalidite/ | Sans déclaration, le paiement de la pension s'arrête.
changer d'adresse après un déménagement | déménagement changer adresse | /guide/changer-adresse/ | Comment faire
déclarer une naissance | déclarer naissance bébé | /guide/declarer-naissance/ | Comment faire
retrouver le relevé fiscal des indemnités | relevé fiscal impôts | /guide/obtenir-releve-fiscal/ | Les impôts peuvent demander ce papier pendant 4 ans
faire rembourser des soins à l'étranger | soins à l'étranger remboursement | /guide/demander-soins-etranger/ | Comment faire
acheter des aliments sans gluten | sans gluten | /guide/demander-aliments-sans-gluten/ | Un accord préalable de la caisse est nécessaire.
savoir quoi faire d'un SMS douteux | faux message arnaque | /aider/ | Un vrai SMS peut contenir un lien : ne pas le suivre.
trouver un médecin de garde | médecin de garde | /hors-du-guide/ | La régulation médicale du Samu, au 15
joindre la CPAM quand on est sourd | téléphone 3646 sourd | /contacts/ | Elioz met en relation avec un conseiller
"""  # noqa: E501
ROWS = [
    tuple(cell.strip() for cell in line.split(" | "))
    for line in TASKS.strip().splitlines()
]


def words(page: str) -> str:
    page = re.sub(r"<(script|svg)\b.*?</\1>|<sup.*?</sup>", " ", page, flags=re.S)
    page = re.sub(r"</?(?:a|strong|em|mark)\b[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def clicks(reader, wanted: str) -> int:
    """How many links from home to a page; 9 when more than three."""
    near, seen = {"/"}, {"/"}
    for step in range(4):
        if wanted in near:
            return step
        links = {
            link.partition("#")[0].partition("?")[0]
            for page in near
            for link in re.findall(
                r'href="(/(?!qr|static)[^"]*)"', reader.get(page).content.decode()
            )
        }
        near = {link for link in links - seen if link.endswith("/")}
        seen |= near
    return 9


@pytest.mark.parametrize(("task", "query", "page", "told"), ROWS)
def test_a_task_is_one_search_or_three_clicks_away(reader, task, query, page, told):
    answer = reader.get("/recherche.json", {"q": query}).json()
    found = [r["url"].partition("#")[0] for r in answer["results"][:3]]
    assert page in found or clicks(reader, page) <= 3, (task, found)
    text = words(reader.get(page).content.decode())
    assert any(option.strip() in text for option in told.split("|")), told
