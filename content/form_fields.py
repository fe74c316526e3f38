"""Form fields of the desk: lists, pairs, prose."""

from typing import Any

from django import forms
from django.urls import reverse

MOST_LINES = 300  # of a list: ten times the longest of the guide


class MomentInput(forms.DateTimeInput):
    """A day and an hour, in one field."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class TextArea(forms.Textarea):
    """Several lines, which end as in the files: browsers send « \\r\\n », and a text
    saved untouched would differ from the one that is online."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = super().value_from_datadict(data, files, name)
        return given and given.replace("\r\n", "\n").replace("\r", "\n")


class ProseWidget(TextArea):
    """A text area that shows, while one types, what readers will see."""

    template_name = "admin/prose_widget.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
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

    widget = TextArea(attrs={"rows": 4})

    def __init__(self, **options: Any) -> None:
        options["help_text"] = options.get("help_text") or "Un par ligne."
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_LINES:
            told = f"{len(value)} lignes : {MOST_LINES} au plus."
            raise forms.ValidationError(told)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class PairsField(forms.CharField):
    """Pairs of keys, typed one per line: « ancienne: nouvelle »."""

    widget = TextArea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        told = "Une par ligne, « ancienne: nouvelle » ; rien après les deux points "
        told += "quand rien ne la remplace."
        options["help_text"] = options.get("help_text") or told
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        pairs = ((old, self.written(new)) for old, new in value.items())
        return "\n".join(f"{old}: {new}".strip() for old, new in pairs)

    def written(self, value: Any) -> Any:
        return value

    def read(self, text: str) -> Any:
        return text.strip()

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (value or "").splitlines() if line.strip()]
        pairs = [line.partition(":") for line in lines]
        return {old.strip(): self.read(new) for old, _, new in pairs}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.to_python(data)


class WhenLinesField(PairsField):
    """When a rule holds, one question per line: « email: non, inconnu »."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.help_text = (
            "Une question par ligne, « question: réponse, réponse » ; toutes doivent "
            "être vraies. Vide : dans tous les autres cas."
        )

    def written(self, value: Any) -> Any:
        return ", ".join(value)

    def read(self, text: str) -> Any:
        return [key.strip() for key in text.split(",") if key.strip()]
