"""The démarches, and the contacts and links they end in."""

from django.db import models

from content.fields import AddressField, ListField, ProseField
from content.models import Page, Publishable
from procedures.rules import eligibility


def review_checks(record):
    """What is wrong with the eligibility tables of a page."""
    seen = set()
    for place, check in enumerate(record.get("checks", [])):
        for message in eligibility.review_check(check):
            yield "checks", place, message
        for question in check["questions"]:
            if question["key"] in seen:
                yield (
                    "checks",
                    place,
                    f"question « {question['key']} » posée deux fois.",
                )
            seen.add(question["key"])


class Procedure(Page):
    """A page of the rubriques creation, demarches and suivi."""

    KIND = "procedure"
    REVIEWS = (review_checks,)
    FILES = ("creation", "demarches", "suivi")
    ADDRESS = "/guide/{slug}/"
    RECORD = (
        *("slug", "section", "title", "guide_title", "summary", "keywords", "aliases"),
        *("moved", "web", "app", "smartphone_only", "video_announced", "video_url"),
        *("seed", "checked_on", "checked_by", "review_before", "deadlines"),
        *("requirements", "steps", "notices", "checks", "related"),
    )

    web = models.BooleanField(
        "par le site web",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    app = models.BooleanField(
        "par l'appli",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    smartphone_only = models.BooleanField(
        "smartphone uniquement", default=False, help_text="Ni ordinateur, ni tablette."
    )
    video_announced = models.BooleanField(
        "tutoriel vidéo annoncé",
        default=False,
        help_text="Le guide porte le pictogramme vidéo.",
    )
    video_url = AddressField("adresse du tutoriel")

    class Meta(Publishable.Meta):
        verbose_name = "démarche"
        verbose_name_plural = "démarches"


class Resource(Page):
    """A contact, a link or a legal text; an anchor of the page /contacts/."""

    KIND = "resource"
    REVIEWS = (review_checks,)
    FILES = ("contacts",)
    ADDRESS = "/contacts/#{slug}"
    RECORD = (
        *("slug", "section", "type", "title", "guide_title", "summary", "keywords"),
        *("aliases", "moved", "text", "topics", "phone", "price", "address", "url"),
        *("guide_url", "verify", "web", "app", "seed", "checked_on"),
        *("checked_by", "review_before", "notices", "checks", "related"),
    )

    class Type(models.TextChoices):
        CONTACT = "contact", "contact"
        LINK = "link", "lien"
        LEGAL = "legal", "texte légal"

    type = models.CharField("genre", max_length=8, choices=Type.choices)
    text = ProseField("texte", blank=True, default="")
    topics = ListField("motifs", help_text="Un par ligne.")
    phone = models.CharField("téléphone", max_length=20, blank=True, default="")
    price = models.CharField("prix de l'appel", max_length=60, blank=True, default="")
    address = models.TextField("adresse postale", blank=True, default="")
    url = AddressField("adresse")
    guide_url = models.CharField(
        "adresse dans le guide",
        max_length=200,
        blank=True,
        default="",
        help_text="Telle qu'imprimée, pour que la correction se voie.",
    )
    verify = models.BooleanField("à vérifier par la CPAM", default=False)
    web = models.BooleanField(
        "par le site web",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )
    app = models.BooleanField(
        "par l'appli",
        null=True,
        blank=True,
        help_text="Inconnu : le guide ne le dit pas. Jamais « oui » par déduction.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "contact ou lien"
        verbose_name_plural = "contacts et liens"
