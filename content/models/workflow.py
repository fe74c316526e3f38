"""What the desk remembers of a text that is being worked on."""

from django.db import models

from content.fields import KeyField, OrderedJSONField


class DraftState(models.Model):
    """Where a text stands between its last edition and the next: who changed it, who
    has it open, whether it waits for a reader, what will be published and when."""

    class State(models.TextChoices):
        DRAFT = "brouillon", "brouillon"
        REVIEW = "relecture", "en relecture"
        DONE = "", "à jour"

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    state = models.CharField(
        "état", max_length=10, choices=State.choices, blank=True, default=""
    )
    edited_by = models.CharField("modifié par", max_length=150, blank=True, default="")
    edited_at = models.DateTimeField("modifié le", null=True)
    opened_by = models.CharField("ouvert par", max_length=150, blank=True, default="")
    opened_at = models.DateTimeField("ouvert le", null=True)
    note = models.CharField("ce qui change", max_length=300, blank=True, default="")
    publish_at = models.DateTimeField("à publier le", null=True)
    scheduled = OrderedJSONField("texte à publier", null=True)
    scheduled_by = models.CharField("programmé par", max_length=150, default="")

    class Meta:
        db_table = "content_work"
        verbose_name = "texte en cours"
        verbose_name_plural = "textes en cours"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="work_of_a_text")
        ]

    def __str__(self) -> str:
        return self.slug
