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
        pairs = ((old, self.written(new)) for old, new in value.items())
        return "\n".join(f"{old}: {new}".strip() for old, new in pairs)

    def written(self, value):
        return value

    def read(self, text):
        return text.strip()

    def to_python(self, value):
        lines = [line for line in (value or "").splitlines() if line.strip()]
        pairs = [line.partition(":") for line in lines]
        return {old.strip(): self.read(new) for old, _, new in pairs}

    def has_changed(self, initial, data):
        return (initial or {}) != self.to_python(data)


class WhenLinesField(PairsField):
    """When a rule holds, one question per line: « email: non, inconnu »."""

    def __init__(self, **options):
        super().__init__(**options)
        self.help_text = (
            "Une question par ligne, « question: réponse, réponse » ; toutes doivent "
            "être vraies. Vide : dans tous les autres cas."
        )

    def written(self, value):
        return ", ".join(value)

    def read(self, text):
        return [key.strip() for key in text.split(",") if key.strip()]
