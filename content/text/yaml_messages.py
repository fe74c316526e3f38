"""What the YAML parser says, in French, with what to write instead. Pure."""

PROBLEMS = [
    ("\\t", "tabulation : mettre des espaces à la place."),
    ("found a tab character", "tabulation : mettre des espaces à la place."),
    (
        "expected <block end>",
        "ligne mal alignée ou guillemet mal fermé : aligner cette "
        "ligne sur ses voisines, et mettre entre guillemets un texte qui en contient.",
    ),
    (
        "mapping values are not allowed",
        "deux-points de trop : mettre le texte entre "
        "guillemets, ou corriger l'alignement.",
    ),
    ("could not find expected ':'", "il manque « : » après le nom de la clé."),
    ("unexpected end of stream", "guillemet ou crochet ouvert et jamais fermé."),
    (
        "undefined alias",
        "les renvois YAML (« * ») ne sont pas acceptés : recopier le "
        "texte, ou le mettre entre guillemets.",
    ),
    ("while scanning an alias", "« * » en tête de texte : le mettre entre guillemets."),
    (
        "found character that cannot start any token",
        "caractère réservé en tête de "
        "texte (tabulation, @, `, %) : mettre le texte entre guillemets.",
    ),
    (
        "found unknown escape character",
        "barre oblique inverse inconnue entre "
        "guillemets doubles : employer des guillemets simples.",
    ),
]


def yaml_problem_in_french(problem: str) -> str:
    """What to correct, for the parser's English message."""
    for english, french in PROBLEMS:
        if english in problem:
            return french
    return (
        "YAML illisible ici : vérifier l'alignement, les guillemets et les crochets "
        "de cette ligne et de la précédente."
    )
