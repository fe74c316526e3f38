"""The values of a form, as a browser sends them and as people read them."""

from django import forms

from content.admin.merging.clash import PLACE


def as_posted(bound: forms.BoundField) -> list[str]:
    """What a browser sends of a field left as it is shown."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown]
    return ["" if shown is None else str(shown)]


def differs(bound: forms.BoundField) -> bool:
    """Whether what was typed says something else than the row under the form."""
    # not `changed_data`: for some fields that believes a hidden one of the browser
    return bound.field.has_changed(bound.initial, bound.data)


def typed_values(form: forms.BaseForm, name: str) -> list[str]:
    """What a browser sent of a field."""
    return form.data.getlist(form.add_prefix(name))  # type: ignore[attr-defined]


def typed_key(form: forms.BaseForm) -> str:
    return form.data.get(form.add_prefix("key"), "")


def as_shown(field: forms.Field, values: list[str]) -> str:
    """Values in the words of the form."""
    if isinstance(field, forms.BooleanField):
        return "oui" if values else "non"
    names = {str(k): str(v) for k, v in getattr(field, "choices", None) or []}
    return "\n".join(names.get(value, value) for value in values)


def line_in_words(form: forms.BaseForm, values: dict[str, list[str]]) -> str:
    """A line as people read it, each value after its label; its key and its place are
    no words of it."""
    fields = {n: f for n, f in form.fields.items() if n not in ("key", PLACE)}
    told = [
        (fields[n].label, as_shown(fields[n], v))
        for n, v in values.items()
        if n in fields
    ]
    return "\n".join(f"{label} : {text}" for label, text in told if text)
