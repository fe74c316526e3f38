"""The sound of a French word, as a key: « rembourcement » and « remboursement », « jé »
and « j'ai », sound alike. Pure.

Coarse on purpose: final silent letters and the sounds of -er, -ez, -é, -ait fall
together. A key is compared only for words that nothing else explains.
"""

import re
from functools import lru_cache

RULES = tuple(
    (re.compile(pattern, re.M), sound)
    for pattern, sound in (
        # what is not heard at the end
        (r"(?<=..)ces?$", "ss"),
        (r"(?<=..)ges?$", "j"),
        (r"(?<=..)(?:ees?|es|e|s|x|er|ez|et|ai[st]?|aient?)$", ""),
        (r"(?<=..)[tdp]+$", ""),
        # consonants
        (r"h(?<![csp].)", ""),
        (r"ph", "f"),
        (r"sch|ch|sh", "S"),
        (r"(?:xt|t)ion", "ssion"),
        (r"xc(?=[eiy])", "kss"),
        (r"cc(?=[eiy])", "kss"),
        (r"sc(?=[eiy])|c(?=[eiy])", "ss"),
        (r"qu|q|ck|c(?!h)", "k"),
        (r"gu(?=[eiy])", "G"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"w", "v"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"x", "ks"),
        # vowels
        (r"eau|au", "o"),
        (r"oeu|eu|oe", "e"),
        (r"oin", "w1"),
        (r"oi|oy", "wa"),
        (r"ou|oo", "u"),
        (r"(?:ai|ei|i|y|u)[nm](?![aeiouynm\d])", "1"),
        (r"i?en$", "2"),
        (r"[ea][nm](?![aeiouynm\d])", "2"),
        (r"o[nm](?![aeiouynm\d])", "3"),
        (r"ai|ei|ay|ey", "e"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
        (r"G", "g"),
    )
)


@lru_cache(maxsize=500)
def sound(word: str) -> str:
    """The key of a folded word."""
    return sounds([word])[0]


def sounds(words: list[str]) -> list[str]:
    """The keys of folded words: a rule reads them all at once, a line each."""
    lines = "\n".join(words)
    for pattern, replacement in RULES:
        lines = pattern.sub(replacement, lines)
    return lines.split("\n")
