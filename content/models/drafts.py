"""The history of drafts: what was saved at the desk between two editions."""

from django.db import models

from content.fields import KeyField, OrderedJSONField


class DraftVersion(models.Model):
    """One saved draft of a text, frozen; the last few are kept."""

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    record = OrderedJSONField("texte")
    author = models.CharField("auteur", max_length=150)
    saved_at = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "brouillon gardé"
        verbose_name_plural = "brouillons gardés"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "slug"], name="drafts_of_a_text")]

    def __str__(self):
        return f"{self.slug}, {self.saved_at:%d/%m/%Y %H:%M}"
