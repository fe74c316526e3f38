"""Two editors on one text: the second is told, sees both texts, loses nothing."""

from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.admin.resubmission import BASE, as_typed
from content.models import Publishable
from content.publishing import workflow

HIDDEN = ("csrfmiddlewaretoken", BASE)


class EditConflictError(Exception):
    """The text changed since the form was opened."""

    def __init__(self, row: Publishable) -> None:
        super().__init__(row.slug)
        self.row = row


class Clash(NamedTuple):
    """A field that the two editors left different."""

    label: str
    theirs: str
    mine: str


class GuardedAdmin(admin.ModelAdmin):
    """Compares, inside the transaction that saves, the text with the one that the form
    was made from."""

    change_form_template = "admin/guarded_form.html"

    def root(self, obj: Any) -> Publishable:
        """The text that this form is a part of."""
        return obj

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST" and BASE in request.POST:
            root = self.root(found)
            # locked until the end of the transaction, then read again
            type(root).objects.select_for_update(of=("self",)).get(pk=root.pk)
            if workflow.record_digest(root) != request.POST[BASE]:
                raise EditConflictError(found)
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except EditConflictError as stale:
            return self.told(request, stale.row)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj and change:
            root = self.root(obj)
            typed = request.POST.get(BASE) if request.method == "POST" else None
            context["base"] = typed or workflow.record_digest(root)
            other = workflow.note_opened(root, request.user.get_username())
            if other and request.method == "GET":
                told = (
                    f"En cours d'édition par {other} : parlez-vous avant d'enregistrer."
                )
                messages.warning(request, told)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            _renumber(formset)
        workflow.note_edited(self.root(form.instance), request.user.get_username())

    def told(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Both texts side by side, and the choice."""
        root = self.root(obj)
        known = workflow.draft_state(root)
        kept = [field for field in as_typed(request) if field[0] not in HIDDEN]
        context = self.admin_site.each_context(request) | {
            "title": "Ce texte a changé pendant que vous écriviez",
            "row": root,
            "who": known.edited_by or "quelqu'un",
            "when": timezone.localtime(known.edited_at or timezone.now()),
            "clashes": list(self.clashes(request, obj)),
            "kept": kept,
            "base": workflow.record_digest(root),
            "opts": self.opts,
        }
        return render(request, "admin/conflict.html", context, status=409)

    def clashes(self, request: HttpRequest, obj: Any) -> Any:
        """Every field whose saved text is not what was typed here."""
        for label, name, field, saved in self.saved_fields(request, obj):
            if name not in request.POST and not isinstance(saved, bool):
                continue
            mine, theirs = request.POST.get(name, ""), text_of(field, saved)
            if " ".join(mine.split()) != " ".join(theirs.split()):
                yield Clash(label, theirs, mine)

    def saved_fields(self, request: HttpRequest, obj: Any) -> Any:
        """(label, name in the form, form field, saved value) of the form as saved."""
        form = self.get_form(request, obj, change=True)(instance=obj)
        for name, field in form.fields.items():
            yield str(field.label), form.add_prefix(name), field, form[name].value()
        for Lines, _inline in self.get_formsets_with_inlines(request, obj):
            lines = Lines(instance=obj, prefix=Lines.get_default_prefix())
            title = str(Lines.model._meta.verbose_name)
            for line in lines.initial_forms:
                for name, field in line.fields.items():
                    if not field.widget.is_hidden:
                        label = f"{title} « {line.instance} », {field.label}"
                        yield label, line.add_prefix(name), field, line[name].value()


def _renumber(formset) -> None:
    """Places without holes, in the order asked for; who was given the place of another
    comes before it."""
    if not hasattr(formset.model, "position"):
        return
    moved = {line.pk for line, fields in formset.changed_objects if "place" in fields}
    lines = formset.model.objects.filter(**{formset.fk.name: formset.instance})
    ordered = sorted(lines, key=lambda x: (x.position, x.pk not in moved, x.pk))
    for place, line in enumerate(ordered):
        if line.position != place:
            formset.model.objects.filter(pk=line.pk).update(position=place)


def text_of(field: Any, value: Any) -> str:
    """A value as its form shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else ""
    shown = field.prepare_value(value)
    return "" if shown is None else str(shown)
