"""The rows that staff write, and the editions that readers read."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import (
    AddressField,
    KeyField,
    ListField,
    ProseField,
    ReferenceListField,
)


class Origin(models.TextChoices):
    """Who says so: the guide, or its editors."""

    GUIDE = "guide", "guide"
    COMPLEMENT = "complement", "complément"


class Recorded(models.Model):
    """Rows that turn into a record and back. `RECORD` names, in order, the fields and
    the child lines of the record."""

    RECORD: tuple[str, ...] = ()

    class Meta:
        abstract = True


class Publishable(Recorded):
    """The root of a record: it has a slug, a place, and is published whole."""

    KIND = ""  # the name of the kind in editions
    FILES: tuple[str, ...] = ()  # the YAML files that hold this kind
    ADDRESS = ""  # where readers find it
    REVIEWS: tuple[Callable[[dict], Iterator[tuple[str, int, str]]], ...] = ()

    slug = KeyField("nom permanent", unique=True)
    position = models.PositiveIntegerField("place", default=0, editable=False)
    loaded = models.JSONField(
        "dernier texte lu dans les fichiers", null=True, editable=False
    )

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self):
        return self.slug

    @classmethod
    def address_of(cls, record: dict) -> str:
        """Where readers find the page of a record."""
        return cls.ADDRESS.format(slug=record["slug"])

    @classmethod
    def review(cls, record: dict) -> Iterator[tuple[str, int, str]]:
        """What only the whole record shows to be wrong: (child lines, place, message);
        a higher floor adds what it knows to `REVIEWS`."""
        for review in cls.REVIEWS:
            yield from review(record)


class Line(Recorded):
    """One line of a page: ordered, with a permanent key that is its anchor."""

    key = KeyField("clé permanente")
    position = models.PositiveIntegerField("place", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.key


class Section(Publishable):
    """A rubrique, or a group inside one."""

    KIND = "section"
    FILES = ("rubriques",)
    ADDRESS = "/rubriques/{slug}/"
    RECORD = ("slug", "parent", "name", "title", "intro", "keywords", "local")

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="rubrique",
        to_field="slug",
        null=True,
        blank=True,
        related_name="groups",
    )
    name = KeyField(
        "nom court", blank=True, default="", help_text="Son ancre dans la rubrique."
    )
    title = models.CharField("titre", max_length=120)
    intro = ProseField("présentation", blank=True, default="")
    keywords = ListField("mots de recherche")
    local = models.CharField("lieu", max_length=40, blank=True, default="")

    class Meta(Publishable.Meta):
        verbose_name = "rubrique"
        verbose_name_plural = "rubriques"

    @classmethod
    def address_of(cls, record: dict) -> str:
        """A group is an anchor of its rubrique; the contacts are a page apart."""
        root = record.get("parent") or record["slug"]
        page = "/contacts/" if root == "contacts" else cls.ADDRESS.format(slug=root)
        return page + (f"#{record['name']}" if record.get("parent") else "")


class Page(Publishable):
    """What every page has in common; the kinds of page add their own fields."""

    section = models.ForeignKey(
        Section,
        models.PROTECT,
        verbose_name="rubrique",
        to_field="slug",
        related_name="pages",
        null=True,
        blank=True,
    )
    title = models.CharField("titre", max_length=160)
    guide_title = models.CharField(
        "titre dans le guide", max_length=250, blank=True, default=""
    )
    summary = models.CharField("résumé", max_length=300)
    keywords = ListField("mots de recherche")
    aliases = ListField("anciens noms permanents")
    related = ReferenceListField("pages liées")
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    seed = models.CharField("lignes du guide", max_length=60, blank=True, default="")

    class Meta(Publishable.Meta):
        verbose_name = "page"
        verbose_name_plural = "pages"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""), name="page_has_a_title"
            )
        ]

    def __str__(self):
        return self.title


class Notice(Line):
    """« Attention », « À noter », « À savoir », or a complement with its source."""

    RECORD = ("key", "kind", "text", "source", "source_url", "source_date", "verify")

    class Kind(models.TextChoices):
        ATTENTION = "attention", "Attention"
        NOTE = "a-noter", "À noter"
        KNOW = "a-savoir", "À savoir"
        COMPLEMENT = "complement", "Complément"

    page = models.ForeignKey(Page, models.CASCADE, related_name="notices")
    kind = models.CharField("genre", max_length=12, choices=Kind.choices)
    text = ProseField("texte")
    source = models.CharField("source", max_length=200, blank=True, default="")
    source_url = AddressField("adresse de la source")
    source_date = models.DateField("date de la source", null=True, blank=True)
    verify = models.BooleanField("à vérifier par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "encadré"
        verbose_name_plural = "encadrés"
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="notice_key"),
            models.CheckConstraint(
                condition=~models.Q(kind="complement") | ~models.Q(source=""),
                name="complement_has_a_source",
            ),
        ]

    def clean(self):
        if self.kind == self.Kind.COMPLEMENT and not self.source:
            message = "un complément cite sa source (« source: … »)."
            raise ValidationError({"source": message})


class Term(Publishable):
    """A word of the lexique."""

    KIND = "term"
    FILES = ("lexique",)
    ADDRESS = "/lexique/#{slug}"
    RECORD = (
        *("slug", "term", "expansion", "definition", "synonyms", "marks"),
        *("origin", "source", "verify"),
    )

    term = models.CharField("terme", max_length=80)
    expansion = models.CharField("développé", max_length=160, blank=True, default="")
    definition = ProseField("définition")
    synonyms = ListField("synonymes")
    marks = ListField("formes signalées dans les pages")
    origin = models.CharField(
        "origine", max_length=10, choices=Origin.choices, default=Origin.GUIDE
    )
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

    words = ListField("mots équivalents", blank=False)

    class Meta(Publishable.Meta):
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes de la recherche"

    def __str__(self):
        return ", ".join(self.words)


class Article(Page):
    """A page about the site itself: accessibility, legal notices, personal data."""

    KIND = "article"
    FILES = ("informations",)
    ADDRESS = "/{slug}/"
    RECORD = (
        *("slug", "title", "summary", "keywords", "aliases", "checked_on"),
        "parts",
    )

    class Meta(Publishable.Meta):
        verbose_name = "page d'information"
        verbose_name_plural = "pages d'information"


class Part(Line):
    """A titled part of an article; `pending` says that staff must complete it."""

    RECORD = ("key", "title", "text", "items", "pending")

    page = models.ForeignKey(Article, models.CASCADE, related_name="parts")
    title = models.CharField("titre", max_length=160)
    text = ProseField("texte")
    items = ListField("liste")
    pending = models.BooleanField("à compléter par la CPAM", default=False)

    class Meta(Line.Meta):
        verbose_name = "partie"
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="part_key")]


class EditionQuerySet(models.QuerySet):
    def current(self):
        """The latest edition of each page, the withdrawals included."""
        return self.filter(current=True)


class Edition(models.Model):
    """One publication of one page, frozen. A withdrawal is an edition without a
    record; the highest id of all is the number of the snapshot."""

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    number = models.PositiveIntegerField("numéro")
    record = models.JSONField("texte", null=True)
    author = models.CharField("auteur", max_length=150)
    note = models.CharField("ce qui change", max_length=300, blank=True, default="")
    published_at = models.DateTimeField("publiée le", auto_now_add=True)
    current = models.BooleanField("en cours", default=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "number"], name="edition_number"
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(current=True),
                name="one_current_edition",
            ),
        ]

    def __str__(self):
        return f"{self.slug}, édition {self.number}"
