"""Models of the portal: what it remembers, without visitors: searches that found
nothing, the readers' word, links that were checked."""

from django.db import models


class FailedSearch(models.Model):
    """Normalised words that found no good page, or whose results were left at once
    for another search, and how many times in a month."""

    words = models.CharField("mots cherchés", max_length=120)
    month = models.DateField("mois")
    count = models.PositiveIntegerField("sans réponse", default=0)
    left = models.PositiveIntegerField(
        "suivie d'une autre",
        default=0,
        help_text="Des pages étaient proposées ; une autre recherche a suivi aussitôt.",
    )

    class Meta:
        verbose_name = "recherche sans réponse"
        verbose_name_plural = "recherches sans réponse"
        ordering = ["-month", "-count", "-left", "words"]
        constraints = [
            models.UniqueConstraint(fields=["words", "month"], name="searched_words")
        ]

    def __str__(self) -> str:
        return self.words


class Feedback(models.Model):
    """What a reader said of a page, numbers and addresses of persons blanked."""

    slug = models.CharField("page", max_length=80)
    edition = models.PositiveIntegerField("édition", default=0)
    useful = models.BooleanField("a aidé", null=True)
    text = models.CharField("message", max_length=500, blank=True, default="")
    on = models.DateField("reçu le", auto_now_add=True)
    handled = models.BooleanField("traité", default=False)

    class Meta:
        verbose_name = "avis de lecteur"
        verbose_name_plural = "avis des lecteurs"
        ordering = ["handled", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.slug}, {self.on:%d/%m/%Y}"


class LinkCheck(models.Model):
    """A link out of the guide, and what became of it."""

    url = models.URLField("adresse", unique=True, max_length=500)
    pages = models.JSONField("dans les pages", default=list)
    state = models.CharField("résultat", max_length=200)
    works = models.BooleanField("répond", default=False)
    checked_at = models.DateTimeField("vérifiée le", auto_now=True)

    class Meta:
        verbose_name = "lien vérifié"
        verbose_name_plural = "liens vérifiés"
        ordering = ["works", "url"]

    def __str__(self) -> str:
        return self.url
