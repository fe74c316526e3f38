"""What staff decide of a text."""

from typing import Any

from django import forms
from django.utils import timezone

from content.form_fields import MomentInput


class ReviewForm(forms.Form):
    """A decision, with its public note and its date."""

    base = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=[(x, x) for x in ("publier", "relecture", "brouillon", "retirer")],
        widget=forms.HiddenInput,
    )
    note = forms.CharField(
        label="Ce qui change, pour le public",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Une phrase, lue dans les nouveautés et depuis un ancien lien.",
    )
    publish_at = forms.DateTimeField(
        label="Publier plus tard, le",
        required=False,
        widget=MomentInput,
        help_text="Vide : tout de suite. Heure de Paris.",
    )
    replaced_by = forms.ChoiceField(
        label="Si on la retire, les anciens liens mènent à", required=False
    )

    def __init__(
        self, *args: Any, replacements: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["replaced_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "(choisir une page)"), *replacements]
        if not replacements:
            del self.fields["replaced_by"]

    def clean(self) -> dict[str, Any]:
        return {"replaced_by": ""} | self.cleaned_data

    def clean_publish_at(self) -> Any:
        at = self.cleaned_data["publish_at"]
        if at and at <= timezone.now():
            raise forms.ValidationError("Cette date est passée.")
        return at
