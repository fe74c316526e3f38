"""How the desk types what a record is made of: lists, pairs, prose."""

from django import forms
from django.urls import reverse


class MomentInput(forms.DateTimeInput):
    """A day and an hour, in one field."""

    def __init__(self):
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ProseWidget(forms.Textarea):
    """A text area that shows, while one types, what readers will see."""

    template_name = "admin/prose_widget.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "hx-post": reverse("prose"),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "next .prose-preview",
            "hx-swap": "innerHTML",
        }
        return context


class LinesField(forms.CharField):
    """A list of texts, typed one per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options):
        options["help_text"] = options.get("help_text") or "Un par ligne."
        super().__init__(**options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class PairsField(forms.CharField):
    """Pairs of keys, typed one per line: « ancienne: nouvelle »."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options):
        told = "Une par ligne, « ancienne: nouvelle » ; rien après les deux points "
        options["help_text"] = told + "quand rien ne la remplace."
        super().__init__(**options)

    def prepare_value(self, value):
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{old}: {new}".strip() for old, new in value.items())

    def to_python(self, value):
        lines = [line for line in (value or "").splitlines() if line.strip()]
        pairs = [line.partition(":") for line in lines]
        return {old.strip(): new.strip() for old, _, new in pairs}

    def has_changed(self, initial, data):
        return (initial or {}) != self.to_python(data)
