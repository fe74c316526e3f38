"""Draft state: what the desk remembers of a text that is being worked on, and of what
is to be published later."""

from django.db import models

from content.fields import KeyField, ListField, OrderedJSONField


class DraftState(models.Model):
    """Where a text stands between its last edition and the next: who wrote of it, who
    has it open, whether it waits for a reader, what its reader answered."""

    class State(models.TextChoices):
        DRAFT = "brouillon", "brouillon"
        REVIEW = "relecture", "en relecture"
        DONE = "", "à jour"

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    state = models.CharField(
        "état", max_length=10, choices=State.choices, blank=True, default=""
    )
    # everybody who changed a word since the last edition: they are no second reader
    writers = ListField("écrit par")
    edited_by = models.CharField("modifié par", max_length=150, blank=True, default="")
    edited_at = models.DateTimeField("modifié le", null=True)
    opened_by = models.CharField("ouvert par", max_length=150, blank=True, default="")
    opened_at = models.DateTimeField("ouvert le", null=True)
    note = models.CharField("ce qui change", max_length=300, blank=True, default="")
    asked_by = models.CharField("envoyé par", max_length=150, blank=True, default="")
    reason = models.CharField("motif du renvoi", max_length=600, blank=True, default="")
    returned_by = models.CharField(
        "renvoyé par", max_length=150, blank=True, default=""
    )

    class Meta:
        db_table = "content_work"
        verbose_name = "texte en cours"
        verbose_name_plural = "textes en cours"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="work_of_a_text")
        ]

    def __str__(self) -> str:
        return self.slug


class ScheduledEdition(models.Model):
    """An edition to be: a text frozen when it was read over, published at its hour
    whatever is written or published of the page meanwhile."""

    class State(models.TextChoices):
        WAITING = "attend", "attend son heure"
        HELD = "retenue", "retenue à son heure"
        PUBLISHED = "partie", "publiée"
        CANCELLED = "annulee", "annulée"

    kind = models.CharField("genre", max_length=20)
    slug = KeyField("nom permanent")
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.WAITING
    )
    record = OrderedJSONField("texte")
    publish_at = models.DateTimeField("à publier le")
    scheduled_by = models.CharField("programmée par", max_length=150)
    note = models.CharField("ce qui change", max_length=300, blank=True, default="")
    fault = models.TextField("ce qui la retient", blank=True, default="")

    class Meta:
        verbose_name = "version programmée"
        verbose_name_plural = "versions programmées"
        ordering = ["publish_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(state__in=["attend", "retenue"]),
                name="one_scheduled_edition",
            )
        ]

    def __str__(self):
        return f"{self.slug}, {self.get_state_display()}"
