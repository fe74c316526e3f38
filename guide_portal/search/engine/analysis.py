"""From what a caregiver types to comparable words: folding, elisions, stop words,
stems. Pure."""

import re
import unicodedata
from functools import lru_cache
from sys import intern

import Stemmer

STEMMER = Stemmer.Stemmer("french")
ACCENTS = re.compile("[\u0300-\u036f]+")
WORD = re.compile(r"[a-z0-9]+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ]", re.I)
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")
SHORT_NUMBER = re.compile(r"\b(\d\d)[ .](\d\d)\b")

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
    """Lower case, without accents, ligatures or elisions."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    text = ELISION.sub(" ", text)
    text = ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    return SHORT_NUMBER.sub(r"\1\2", text)


def acronyms(text: str) -> frozenset[str]:
    """The folded words in short capitals: « AME » is no beginning of « ameli ». None
    when all of several words are in capitals."""
    if text.isupper() and len(text.split()) > 1:
        return frozenset()
    return frozenset(word.lower() for word in CAPITALS.findall(text))


def tokens(text: str) -> list[str]:
    """The folded words, stop words included."""
    return WORD.findall(fold(text))


def content_words(folded: list[str]) -> list[str]:
    """The words that tell something; all of them when none does."""
    return [word for word in folded if word not in SILENT_WORDS] or folded


def tokens_of(texts: list[str]) -> list[list[str]]:
    """The folded words of each of many texts: folding all of them at once takes a
    third of the time, keeping each word once half of the memory."""
    together = "\n".join(text.replace("\n", " ") for text in texts)
    lines = fold(together).split("\n")
    return [[*map(intern, WORD.findall(line))] for line in lines]


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
