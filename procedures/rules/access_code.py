"""Password rules of the code personnel (L57-63): each ok, ko, or « à vérifier » where
the guide does not say enough. Pure; the candidate is read and forgotten.

The device may have masked the letters (a-z → a, A-Z → A, others → é): no rule looks at
a letter but for its class.
"""

import re
import unicodedata
from typing import NamedTuple

OK, KO, CHECK = "ok", "ko", "verifier"
MAX_TYPED = 200  # characters judged
# 13 characters, 15 with the key; Corsican numbers hold a letter
NIR = re.compile(r"[12]\d{4}(?:\d\d|\d[ABab])\d{6}(?:\d\d)?", re.A)
YEAR = re.compile(r"19\d\d|20[0-2]\d", re.A)
DAY, MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
# day then month, as one says it; month then day, as the NIR and computers write it
DAY_MONTH = re.compile(f"(?=({DAY}{MONTH}|{MONTH}{DAY}))", re.A)


class CodeRule(NamedTuple):
    """One rule with its result and an advice in French; `result` verifier before
    anything is typed."""

    key: str
    label: str
    result: str
    advice: str


def check_code(code: str, shortest: int = 8, longest: int = 50) -> list[CodeRule]:
    """The seven rules applied to a candidate; all « à vérifier » for an empty one."""
    # an accent typed apart is the same letter
    code = unicodedata.normalize("NFC", code[: 4 * MAX_TYPED])[:MAX_TYPED]
    found = _results(code, shortest, longest)
    labels = _labels(shortest, longest)
    if not code:
        # before anything is typed, seven red crosses would scold for nothing
        return [CodeRule(key, label, CHECK, "") for key, label in labels.items()]
    return [CodeRule(key, label, *found[key]) for key, label in labels.items()]


def verdict(rules: list[CodeRule]) -> str:
    """`bloque` with a ko, else `verifier` if one remains, else `ok`."""
    results = {rule.result for rule in rules}
    return "bloque" if KO in results else CHECK if CHECK in results else OK


def _labels(shortest: int, longest: int) -> dict[str, str]:
    return {
        "length": f"Comporter entre {shortest} et {longest} caractères",
        "lower": "Contenir une lettre minuscule, sans accent",
        "upper": "Contenir une lettre majuscule, sans accent",
        "digit-or-special": "Contenir un chiffre ou un caractère spécial",
        "allowed": "Ne contenir que des caractères autorisés",
        "no-nir": "Ne pas contenir le numéro de Sécurité sociale",
        "no-birth-date": "Ne pas contenir la date de naissance, ni une partie",
    }


def _results(code: str, shortest: int, longest: int) -> dict[str, tuple[str, str]]:
    size = len(code)
    # `str.isdigit` would let « ² » and Arabic digits pass, which ameli does not
    digit = any(c in "0123456789" for c in code)
    plain = re.fullmatch(r"[A-Za-z0-9]*", code)
    return {
        "length": _length(size, shortest, longest),
        "lower": _found(re.search(r"[a-z]", code), "Ajouter une lettre minuscule."),
        "upper": _found(re.search(r"[A-Z]", code), "Ajouter une lettre majuscule."),
        "digit-or-special": _found(
            digit or any(map(is_special, code)),
            "Ajouter un chiffre, ou un signe de ponctuation\u00a0: un seul suffit.",
        ),
        "allowed": (OK, "")
        if plain
        else (
            CHECK,
            "Le guide ne donne pas la liste des signes autorisés\u00a0: l'écran "
            "d'ameli le dira. Des lettres sans accent et des chiffres passent "
            "toujours.",
        ),
        "no-nir": _nir(code),
        "no-birth-date": _birth_date(code),
    }


def _length(size: int, shortest: int, longest: int) -> tuple[str, str]:
    if size < shortest:
        missing = shortest - size
        return KO, f"Ajouter {missing} caractère{'s' if missing > 1 else ''}."
    if size > longest:
        return (
            KO,
            f"Enlever {size - longest} caractère{'s' if size > longest + 1 else ''}.",
        )
    return OK, ""


def _found(present: object, advice: str) -> tuple[str, str]:
    return (OK, "") if present else (KO, advice)


def is_special(sign: str) -> bool:
    """Neither letter nor its accent, nor digit of any script, nor space."""
    return not sign.isspace() and unicodedata.category(sign)[0] not in "LMNC"


def _without_separators(code: str) -> str:
    """Letters and digits alone: whatever sign stands between them."""
    return "".join(sign for sign in code if sign.isalnum())


def _nir(code: str) -> tuple[str, str]:
    if NIR.search(_without_separators(code)):
        return KO, "On dirait un numéro de Sécurité sociale\u00a0: l'enlever."
    return OK, ""


def _birth_date(code: str) -> tuple[str, str]:
    digits = _without_separators(code)
    if YEAR.search(digits) or DAY_MONTH.search(digits):
        return (
            CHECK,
            "Il y a une année, ou un jour et un mois\u00a0: si c'est une date de "
            "naissance, les changer.",
        )
    return OK, ""
