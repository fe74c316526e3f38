"""What was published, frozen."""

from django.db import models

from content.fields import KeyField


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
