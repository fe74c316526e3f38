"""What the portal itself remembers: searches that found nothing, without visitors."""

from django.db import models


class FailedSearch(models.Model):
    """Normalised words that found no good page, and how many times in a month."""

    words = models.CharField("mots cherchés", max_length=120)
    month = models.DateField("mois")
    count = models.PositiveIntegerField("fois", default=0)

    class Meta:
        verbose_name = "recherche sans réponse"
        verbose_name_plural = "recherches sans réponse"
        ordering = ["-month", "-count", "words"]
        constraints = [
            models.UniqueConstraint(fields=["words", "month"], name="searched_words")
        ]

    def __str__(self):
        return self.words
