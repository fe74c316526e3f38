"""Abstract models: recorded, publishable, or a line of something published."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from content.fields import KeyField, OrderedJSONField
from content.models.published import Published
from content.text.advice import Advice


class Origin(models.TextChoices):
    """Who says so: the guide, or its editors."""

    GUIDE = "guide", "guide"
    COMPLEMENT = "complement", "complément"


def origin_field() -> models.CharField:
    """The field of a line that the editors may have added."""
    return models.CharField(
        "origine", max_length=10, choices=Origin.choices, default=Origin.GUIDE
    )


class Recorded(models.Model):
    """Rows that turn into a record and back. All that the house must know of a field
    stands here, beside it."""

    objects: ClassVar[models.Manager[Any]]
    RECORD: tuple[str, ...] = ()  # the fields and child lines of a record, in order
    SILENT: frozenset[str] = frozenset()  # those whose change is nothing to readers
    INDEXED: tuple[str, ...] = ()  # those that are searched, besides all prose
    ADDED: tuple[str, ...] = ()  # those that are never the guide's
    SEARCHED = True  # whether lines of this model are searched at all

    class Meta:
        abstract = True


class Remark(NamedTuple):
    """Something wrong with a record: the child lines concerned, which of them, and
    what to correct."""

    lines: str
    place: int
    message: str


class Publishable(Recorded):
    """The root of a record: it has a slug, a place, and is published whole."""

    KIND = ""  # the name of the kind in editions
    FILES: tuple[str, ...] = ()  # the YAML files that hold this kind
    ADDRESS = ""  # where readers find it
    HAS_ADDRESS = True  # whether its slug is an address of its own
    ANCHORS: Mapping[str, str] = {}  # reserved anchors of its blocks, with their title
    PUBLISHED: type[Published] = Published  # the same record, ready to be read
    REVIEWS: tuple[Callable[[dict], Iterator[Remark]], ...] = ()

    slug = KeyField(
        "nom permanent",
        unique=True,
        help_text="Ne change plus une fois publié : des liens imprimés l'utilisent.",
    )
    position = models.PositiveIntegerField("place", default=0, editable=False)
    loaded = OrderedJSONField(
        "dernier texte lu dans les fichiers", null=True, editable=False
    )

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def address_of(cls, record: dict) -> str:
        """Where readers find the page of a record."""
        return cls.ADDRESS.format(slug=record["slug"])

    @classmethod
    def advise(cls, record: dict, texts: list[str]) -> Iterator[Advice]:
        """What only this kind can be advised; nothing here is refused. `texts`: all
        that its record gives to read."""
        yield from ()

    @classmethod
    def review(cls, record: dict) -> Iterator[Remark]:
        """What only the whole record shows to be wrong; a kind lists in `REVIEWS` what
        its own floor knows."""
        for review in cls.REVIEWS:
            yield from review(record)


class Line(Recorded):
    """One line of a page: ordered, with a permanent key that is its anchor."""

    key = KeyField(
        "clé permanente",
        help_text="Ancre permanente : lettres sans accent, chiffres, tirets.",
    )
    position = models.PositiveIntegerField("place", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.key

    def unique_error_message(
        self, model_class: type[models.Model], unique_check: Sequence[str]
    ) -> ValidationError:
        """In the words of the form: each line of a page has a key of its own."""
        return ValidationError("Deux lignes ont la même valeur de « clé permanente ».")
