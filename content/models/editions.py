"""Editions and permalinks: what was published, frozen; every name ever published."""

from django.db import models

from content.fields import KeyField, ListField, OrderedJSONField


class EditionQuerySet(models.QuerySet):
    def current(self) -> models.QuerySet:
        """The latest edition of each page, the withdrawals included."""
        return self.filter(current=True)


class Edition(models.Model):
    """One publication of one page, frozen. A withdrawal is an edition without a
    record; the highest id of all is the number of the snapshot."""

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    number = models.PositiveIntegerField("numéro")
    record = OrderedJSONField("texte", null=True)
    author = models.CharField("auteur", max_length=150)
    note = models.CharField("ce qui change", max_length=300, blank=True, default="")
    published_at = models.DateTimeField("publiée le", auto_now_add=True)
    current = models.BooleanField("en cours", default=True)
    changes = models.JSONField("derniers changements", default=dict)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"
        ordering = ["pk"]
        permissions = [("publish", "Peut publier, programmer et retirer")]
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

    def __str__(self) -> str:
        return f"{self.slug}, édition {self.number}"


class Permalink(models.Model):
    """A slug with its number for short links, and the keys of its blocks, in the order
    in which they were first published: a name once published stays."""

    slug = KeyField("nom permanent", unique=True)
    number = models.PositiveIntegerField("numéro permanent", unique=True)
    keys = ListField("clés des blocs")

    class Meta:
        db_table = "content_permanent"
        verbose_name = "nom publié"
        verbose_name_plural = "registre des noms publiés"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.slug}"
