"""Service notices: told between two moments, then gone by themselves."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from content.fields import KeyField, ProseField, ReferenceListField
from content.models.pages import Page


class AlertQuerySet(models.QuerySet):
    def active(self) -> models.QuerySet:
        """Those to be told now: in their time, and read by somebody who may publish."""
        now = timezone.now()
        return self.filter(approved=True, starts_at__lte=now, ends_at__gt=now)


class Alert(models.Model):
    """« FranceConnect est indisponible »: on the whole site, on pages, or on a step."""

    text = ProseField("texte", help_text="Une ou deux phrases.")
    starts_at = models.DateTimeField("à partir du", default=timezone.now)
    ends_at = models.DateTimeField("jusqu'au", help_text="Elle disparaît seule.")
    everywhere = models.BooleanField("sur tout le site", default=False)
    pages = ReferenceListField(
        "sur ces fiches", help_text="Un nom permanent par ligne."
    )
    block = KeyField(
        "sur ce bloc", blank=True, default="", help_text="Clé de l'étape concernée."
    )
    written_by = models.CharField(
        "écrite par", max_length=150, blank=True, default="", editable=False
    )
    approved = models.BooleanField("relue", default=False, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "perturbation"
        verbose_name_plural = "perturbations"
        ordering = ["-ends_at"]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "La fin vient après le début."})
        if not self.everywhere and not self.pages:
            message = "Choisir tout le site, ou au moins une fiche."
            raise ValidationError({"pages": message})
        known = Page.objects.filter(slug__in=self.pages).values_list("slug", flat=True)
        unknown = sorted(set(self.pages) - set(known))
        if unknown:
            message = f"Aucune fiche ne s'appelle « {unknown[0]} »."
            raise ValidationError({"pages": message})
