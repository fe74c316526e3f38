"""The pictogram of a verdict, a result, a notice, a rubrique, a contact, a channel."""

from django import template

register = template.Library()
ICONS = {
    # verdicts and results
    "ok": "check",
    "bloque": "stop",
    "ko": "stop",
    "verifier": "question",
    "en-cours": "clock",
    # notices
    "attention": "warning",
    "complement": "plus",
    "info": "info",
    # rubriques
    "creation": "person",
    "demarches": "paper",
    "suivi": "eye",
    "depannage": "lifebuoy",
    # contacts
    "telephone-3646": "call",
    "rendez-vous-agence": "calendar",
    "courrier-postal": "post",
    "personne-sourde": "eye",
    # who acts
    "personne": "owner",
    "aidant": "helper",
    "ensemble": "both",
    # channels
    "phone": "phone",
}


@register.filter
def icon(value: str, default: str = "info") -> str:
    """The template of the pictogram of a word: `{% include verdict|icon %}`.

    >>> icon("bloque"), icon("messagerie-ameli", "message")
    ('icons/stop.svg', 'icons/message.svg')
    """
    return f"icons/{ICONS.get(value, default)}.svg"
