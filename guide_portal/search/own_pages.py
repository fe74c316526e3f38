"""The tools and the site's own pages, as the search finds them: what each is called,
what it does, and the words that ask for it."""

from typing import NamedTuple


class OwnPage(NamedTuple):
    """A page that no record makes; `tool` when it does something for the reader."""

    slug: str
    address: str
    title: str
    does: str
    keywords: tuple[str, ...]
    tool: bool = False


OWN_PAGES = (
    OwnPage(
        "code-personnel",
        "/code-personnel/",
        "Mon code est-il accepté ?",
        "Vérifie les règles du code une par une, sans envoyer de lettre.",
        (
            *("tester mon code", "vérifier un mot de passe", "mon code est-il valable"),
            *("code refusé par le site", "générateur de code", "essayer un code"),
        ),
        tool=True,
    ),
    OwnPage(
        "fichiers",
        "/fichiers/",
        "Ma photo passera-t-elle ?",
        "Lit la photo ou la pièce d'identité sur votre appareil et dit si elle "
        "convient : format, poids, taille.",
        (
            *("photo trop lourde", "photo refusée", "fichier trop gros", "réduire"),
            *("format de la photo", "jpg", "jpeg", "png", "heic", "pdf", "scan"),
            *("mégaoctets", "compresser une photo", "taille de la photo", "pixels"),
        ),
        tool=True,
    ),
    OwnPage(
        "feuille-de-route",
        "/feuille-de-route/",
        "Composer une feuille de route",
        "Réunit plusieurs fiches en un lien à envoyer ou à imprimer.",
        (
            *("feuille de route", "liste de fiches", "envoyer des fiches", "ma liste"),
            *("préparer un accompagnement", "plusieurs démarches à la fois"),
        ),
        tool=True,
    ),
    OwnPage(
        "rendez-vous",
        "/rendez-vous/",
        "Préparer le rendez-vous d'accompagnement",
        "Écrit l'invitation : le lieu, l'heure, ce qu'il faut apporter.",
        (
            *("préparer un rendez-vous", "inviter la personne aidée"),
            *("que faut-il apporter", "convocation à l'atelier"),
        ),
        tool=True,
    ),
    OwnPage(
        "lexique",
        "/lexique/",
        "Lexique",
        "Les mots et les sigles du compte ameli, expliqués simplement.",
        (
            "lexique",
            "glossaire",
            "vocabulaire",
            "définitions",
            "sigles",
            "dictionnaire",
        ),
    ),
    OwnPage(
        "plan-du-site",
        "/plan-du-site/",
        "Plan du site",
        "Toutes les fiches du guide, rubrique par rubrique.",
        ("plan du site", "sommaire", "toutes les fiches", "table des matières"),
    ),
    OwnPage(
        "hors-du-guide",
        "/hors-du-guide/",
        "Hors du guide",
        "Ce que le guide ne traite pas, et qui s'en occupe.",
        ("hors du guide", "ce que le guide ne dit pas", "autres organismes"),
    ),
    OwnPage(
        "imprimer",
        "/imprimer/",
        "Tout le guide à imprimer",
        "Le guide entier, ou une rubrique, prêt pour l'imprimante.",
        ("imprimer le guide", "version papier", "brochure", "livret", "imprimer"),
    ),
    OwnPage(
        "hors-ligne",
        "/hors-ligne/",
        "Garder le guide hors ligne",
        "Copie le guide sur l'appareil, pour le lire sans internet.",
        ("hors ligne", "sans internet", "sans réseau", "sans connexion", "installer"),
    ),
    OwnPage(
        "nouveautes",
        "/nouveautes/",
        "Nouveautés du guide",
        "Les fiches nouvelles ou mises à jour.",
        ("nouveautés", "dernières mises à jour", "quoi de neuf", "flux atom", "rss"),
    ),
    OwnPage(
        "partenaires",
        "/partenaires/",
        "Partenaires : reprendre les fiches",
        "Cartes à intégrer, données ouvertes, QR codes.",
        ("partenaires", "intégrer une fiche", "données ouvertes", "qr code", "api"),
    ),
)
