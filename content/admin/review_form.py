"""Review form: what staff decide of a text, and the act that each decision is."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from content.form_fields import MomentInput
from content.models import Publishable
from content.publishing import actions

DECISIONS = ("publier", "relecture", "brouillon", "retirer", "annuler", "blocs")
NO_DECISION = "choisissez ce qui doit être fait de ce texte, par l'un des boutons."
BLOCK = "bloc-"
BESIDE = ("note", "reason", "publish_at")


class ReviewForm(forms.Form):
    """A decision, with its public note, its reason and its date."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label="Décision",
        choices=[(x, x) for x in DECISIONS],
        widget=forms.HiddenInput,
        error_messages={"required": NO_DECISION, "invalid_choice": NO_DECISION},
    )
    note = forms.CharField(
        label="Ce qui change, pour le public",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Une phrase, lue dans les nouveautés et depuis un ancien lien.",
    )
    reason = forms.CharField(
        label="Motif du renvoi, pour qui a écrit",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Ce qu'il faut reprendre ; lu par l'équipe seule.",
    )
    publish_at = forms.DateTimeField(
        label="Publier plus tard, le",
        required=False,
        widget=MomentInput,
        help_text="Vide : tout de suite. Heure de Paris.",
    )

    def __init__(self, *args, replacements, lost=None, **options):
        super().__init__(*args, **options)
        if replacements:
            self.fields["replaced_by"] = forms.ChoiceField(
                label="Si on la retire, les anciens liens mènent à",
                choices=[("", "(choisir une page)"), *replacements],
                required=False,
            )
        self.lost = lost or {}
        for key, choices in self.lost.items():
            self.fields[f"{BLOCK}{key}"] = forms.ChoiceField(
                label=f"Le bloc « {key} » a disparu : ses anciens liens mènent",
                choices=[("", "à la page, qui dit qu'il n'est plus"), *choices],
                required=False,
            )

    @property
    def blocks(self):
        """The fields that say what replaced a block."""
        return [self[f"{BLOCK}{key}"] for key in self.lost]

    @property
    def refusals(self):
        """Why nothing was done, but for what is told beside its own field."""
        named = {name: told for name, told in self.errors.items() if name not in BESIDE}
        return [
            told if name == NON_FIELD_ERRORS else f"{self[name].label} : {told}"
            for name, errors in named.items()
            for told in errors
        ]

    def clean(self):
        return {"replaced_by": ""} | self.cleaned_data

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at and at <= timezone.now():
            raise forms.ValidationError("Cette date est passée.")
        return at


def perform(user: Any, row: Publishable, form: ReviewForm) -> str:
    """Does what was decided; the sentence that says what was done. Raises
    ActRefusedError."""
    asked = form.cleaned_data
    base, note, reason = asked["base"], asked["note"], asked["reason"]
    match asked["decision"]:
        case "relecture":
            return actions.ask_review(user, row, base, note)
        case "brouillon":
            return actions.send_back(user, row, base, reason)
        case "retirer":
            return actions.withdraw(user, row, base, asked["replaced_by"], note)
        case "annuler":
            return actions.cancel(user, row.KIND, row.slug, reason)
        case "blocs":
            moved = {key: asked[f"{BLOCK}{key}"] for key in form.lost}
            return actions.replace_blocks(user, row, base, moved)
    if asked["publish_at"]:
        return actions.schedule(user, row, base, note, asked["publish_at"])
    return actions.publish(user, [(row, base)], note)
