"""From what a caregiver types to comparable words: folding, elisions, stop words,
stems. Pure."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

STEMMER = Stemmer.Stemmer("french", 0)  # `stem` remembers, in a fifth of the memory
# One pass over bytes: accents (U+0300 to U+036F, that begin with CC or CD) go, every
# other sign beyond ASCII is a space. The patterns begin with a sign that is rare, and
# look behind from there: ten times as fast as one that may begin at each word.
ACCENTS = bytes([*range(0x80, 0xC0), 0xCC, 0xCD])
ASCII = bytes(byte if byte < 0x80 else 0x20 for byte in range(256))
# what no decomposition takes apart
LIGATURES = {"œ": "oe", "æ": "ae", "ı": "i", "ß": "ss", "ø": "o", "’": "'", "ʼ": "'"}
ELIDED = re.compile(r"\b(?:[cdjlmnst]|(?:jus|lors|puis)?qu)\Z")
LONGEST_ELIDED = 6  # letters
INITIAL = re.compile(r"\.(?:(?<=\b[a-z].)(?=[a-z]\.)|(?<=\b[a-z]\.[a-z].))")
CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")
SHORT_NUMBER = re.compile(r"([0-9][0-9])[ .](?<!\w...)([0-9][0-9])\b")
SEPARATORS = {n: " " for n in range(128) if not chr(n).isalnum() and chr(n) != "\n"}

# Words that never tell one page from another.
STOP_WORDS = frozenset(
    """
    a ai alors as au aucun aussi aux avais avait avant avec avez avoir avons bien
    bon c ca ce cela celui cet cette ces chez ci comme comment d dans de des deja
    depuis donc dont du doit dois elle elles en encore est et ete etre eu euh eux
    fait faire faut font il ils j je l la le les leur leurs lui m ma mais me mes
    meme mettre moi mon n ne ni nos notre nous on ont ou par pas pendant peut peux
    plus pour pourquoi pouvoir puis qu quand que quel quelle quelles quels qui quoi
    s sa se sera ses si son suis sur t ta te tes toi ton tous tout toute tres tu un
    une va vais veut veux voici vos votre vous y bonjour merci svp plait arrive
    arrivent arriver parviens reussis sont combien
    jai jaimerai jaimerais jvoudrais jveux jpeux jss jsui chui cest cetait ya ny nai
    pa pr ds avc cmt cmnt koman komen ke ki koi kan kel kelle kes kess tjs tjr tjrs tt
    vs ns slt bjr bsr stp mrc dsl qd qqn qqc bcp pk pkoi sa sais sui jpe fo fau bonsoir
    salut merci coucou ok
    """.split()
)

# Words that tell a little: nearly every page of the guide could hold them.
WEAK_WORDS = frozenset(
    """
    ameli compte information informations service demande demander aide aider savoir
    trouver connaitre obtenir temps longtemps nouveau nouvelle utiliser besoin
    question site chose personne monsieur madame ligne internet garder donner mettre
    demarche demarches procedure solution probleme sans entre deux trois fois jour jours
    """.split()
)
# Who is helped, not what about: they say nothing of the page, but where only they are
# left. The child is none of them: pages are about children.
RELATIONS = frozenset(
    """
    mere pere maman papa mari femme epoux epouse conjoint conjointe compagnon compagne
    mamie papi papy meme pepe mamy grand grands mami parent parents beau belle
    soeur frere tante oncle cousin cousine neveu niece voisin voisine ami amie amis
    copain copine dame monsieur madame mr mme gens famille proche proches aidant
    aidante aidee usager usagere patron assistante
    """.split()
)

WEAK = 0.35  # of the weight of another word


SILENT_WORDS = STOP_WORDS | RELATIONS


def fold(text: str) -> str:
    """Lower case in ASCII, without accents, ligatures or elisions.

    >>> fold("L'œuvre du 36 46 de la C.P.A.M. de « Créteil »")
    ' oeuvre du 3646 de la cpam de   creteil  '
    """
    text = text.lower()
    for sign, letters in LIGATURES.items():
        text = text.replace(sign, letters)
    held = unicodedata.normalize("NFKD", text).encode(errors="replace")
    # a letter of mathematics has no lower case before it is taken apart: « 𝑨 »
    *before, last = held.translate(ASCII, ACCENTS).lower().decode().split("'")
    text = "".join([*map(_without_elision, before), last])
    return SHORT_NUMBER.sub(r"\1\2", INITIAL.sub("", text))


def _without_elision(text: str) -> str:
    """What stands before an apostrophe, which is a space."""
    end = text[-LONGEST_ELIDED - 1 :]
    return text[: -len(end)] + ELIDED.sub("", end) + " " if end else " "


def acronyms(text: str) -> frozenset[str]:
    """The folded words in short capitals: « AME » is no beginning of « ameli ». None
    when all of several words are in capitals."""
    if text.isupper() and len(text.split()) > 1:
        return frozenset()
    return frozenset(word.lower() for word in CAPITALS.findall(text))


def tokens(text: str) -> list[str]:
    """The folded words, stop words included."""
    return fold(text).translate(SEPARATORS).split()


def content_words(folded: list[str]) -> list[str]:
    """The words that tell something; all of them when none does."""
    return [word for word in folded if word not in SILENT_WORDS] or folded


def tokens_of(texts: list[str]) -> list[list[str]]:
    """The folded words of each of many texts: folding all of them at once takes a
    third of the time, keeping each word once half of the memory."""
    together = "\n".join(text.replace("\n", " ") for text in texts)
    known: dict[str, str] = {}
    found = []
    for line in fold(together).translate(SEPARATORS).split("\n"):
        words = line.split()
        found.append([*map(known.setdefault, words, words)])
    return found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word; numbers and short words stay whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    return str(STEMMER.stemWord(word))


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that tell something."""
    return stems_of(tokens(text))


def stems_of(folded: list[str]) -> tuple[str, ...]:
    """The stems of the folded words that tell something."""
    return tuple(map(stem, content_words(folded)))


WEAK_STEMS = frozenset(stem(word) for word in WEAK_WORDS)
