"""The lexique, and the synonyms of the search."""

from django.db import models

from content.fields import ListField, ProseField
from content.models.base import Publishable, origin_field


class Term(Publishable):
    """A word of the lexique."""

    KIND = "term"
    FILES = ("lexique",)
    ADDRESS = "/lexique/#{slug}"
    RECORD = (
        *("slug", "term", "expansion", "definition", "synonyms", "marks"),
        *("origin", "source", "verify"),
    )

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
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Publishable.Meta):
        verbose_name = "terme du lexique"
        verbose_name_plural = "lexique"

    def __str__(self):
        return self.term


class Synonym(Publishable):
    """Words that mean the same to the search."""

    KIND = "synonym"
    FILES = ("synonymes",)
    ADDRESS = "/lexique/"
    RECORD = ("slug", "words")

    words = ListField(
        "mots équivalents",
        blank=False,
        help_text="Un par ligne : la recherche les tient pour égaux.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes de la recherche"

    def __str__(self):
        return ", ".join(self.words)
