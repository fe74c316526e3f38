"""The lexique, the synonyms of the search, and its words of other languages."""

from dataclasses import dataclass

from django.db import models

from content.fields import (
    ListField,
    PagesByWordsField,
    ProseField,
    SourceListField,
)
from content.models.base import Publishable, origin_field
from content.models.published import Prose, Published, record_names


@dataclass(frozen=True, kw_only=True)
class PublishedTerm(Published):
    """A word of the lexique, ready to be read."""

    slug: str
    term: str
    expansion: str
    definition: Prose
    synonyms: list[str]
    marks: list[str]
    origin: str
    source: str
    sources: list[str]
    verify: bool


@dataclass(frozen=True, kw_only=True)
class PublishedSynonym(Published):
    """Words that the search holds for equal."""

    slug: str
    words: list[str]


@dataclass(frozen=True, kw_only=True)
class PublishedLanguage(Published):
    """What is typed in another language, ready to be searched."""

    slug: str
    name: str
    sentence: str
    words: dict[str, str]


class Term(Publishable):
    """A word of the lexique."""

    KIND = "term"
    FILES = ("lexique",)
    ADDRESS = "/lexique/#{slug}"
    PUBLISHED = PublishedTerm
    RECORD = record_names(PublishedTerm)
    HAS_ADDRESS = False

    term = models.CharField(
        "terme", max_length=80, help_text="Le mot ou le sigle, tel qu'il s'écrit."
    )
    expansion = models.CharField(
        "développé",
        max_length=160,
        blank=True,
        default="",
        help_text="Le sigle en toutes lettres.",
    )
    definition = ProseField("définition", help_text="Une ou deux phrases simples.")
    synonyms = ListField(
        "synonymes", help_text="Un par ligne : la recherche les comprend."
    )
    marks = ListField(
        "formes signalées dans les pages",
        help_text="Un par ligne : leur première apparition sur une page mène ici.",
    )
    origin = origin_field()
    source = models.CharField("source", max_length=200, blank=True, default="")
    sources = SourceListField(
        "sources", help_text="Noms permanents, un par ligne ; vide : le guide."
    )
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Publishable.Meta):
        verbose_name = "terme du lexique"
        verbose_name_plural = "lexique"

    def __str__(self) -> str:
        return self.term


class Synonym(Publishable):
    """Words that mean the same to the search."""

    KIND = "synonym"
    FILES = ("synonymes",)
    ADDRESS = "/lexique/"
    PUBLISHED = PublishedSynonym
    RECORD = record_names(PublishedSynonym)
    HAS_ADDRESS = False

    words = ListField(
        "mots équivalents",
        blank=False,
        help_text="Un par ligne : la recherche les tient pour égaux.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes de la recherche"

    def __str__(self) -> str:
        return ", ".join(self.words)


class Language(Publishable):
    """Words of another language, each with the page it leads to, and one sentence in
    that language."""

    KIND = "language"
    FILES = ("langues",)
    ADDRESS = "/recherche/"
    PUBLISHED = PublishedLanguage
    RECORD = record_names(PublishedLanguage)
    HAS_ADDRESS = False

    name = models.CharField(
        "langue", max_length=40, help_text="Dans la langue même : « Português »."
    )
    sentence = models.CharField(
        "ce qu'on dit",
        max_length=250,
        help_text="Dans cette langue : le guide est en français, voici la page, et le "
        "numéro de téléphone.",
    )
    words = PagesByWordsField("mots et pages")

    class Meta(Publishable.Meta):
        verbose_name = "langue de la recherche"
        verbose_name_plural = "langues de la recherche"

    def __str__(self):
        return self.name
