"""Password validators of staff: what a password may not lean on."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from guide_portal.search.engine.analysis import fold

OUR_WORDS = re.compile(
    "ameli|cpam|assurance|maladie|vitale|securite|sociale|sante|guide|aidant|paris"
    "|compte|bonjour|gestion"
)
LEAST = 8  # signs beside these words


class WithoutOurWords:
    """Refuses what is mostly made of the words of this place: the first to be tried."""

    def validate(self, password: str, user: Any = None) -> None:
        signs = len(re.sub(r"[\W_]", "", password))
        if signs - sum(map(len, OUR_WORDS.findall(fold(password)))) < LEAST:
            raise ValidationError(
                "Ce mot de passe tient surtout en mots qu'on essaierait d'abord ici "
                "(ameli, cpam, vitale…) : en choisir un autre."
            )

    def get_help_text(self) -> str:
        return "Il ne tient pas en mots d'ici : ameli, cpam, vitale, paris…"
