"""Two editors on one text: the second is told, chooses by block, loses nothing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone

from content.admin.draft_views import show_drafts
from content.admin.merging.base import subtree, tree_of_record
from content.admin.merging.clash import CHOICE
from content.admin.merging.form import Merge
from content.admin.merging.form_lines import Formset, as_new_lines, has_lines, renumber
from content.admin.resubmission import (
    BASE,
    ResumableAdmin,
    asked_again,
    typed_fields,
)
from content.models import Publishable
from content.publishing import draft_history, workflow

MERGE = "_merge"  # the choices between two texts come with this form
ORIGIN = "_origin"  # the mark of the text that both editors started from


class EditConflictError(Exception):
    """The text changed since the form was opened, or a choice was not made."""

    def __init__(self, row: Publishable) -> None:
        super().__init__(str(row))
        self.row = row


class GuardedAdmin(ResumableAdmin):
    """Compares, inside the transaction that saves, the text with the one that the form
    was made from; shows again any text that could not be saved."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_drafts"
        view = self.admin_site.admin_view(partial(show_drafts, self))
        return [path("<int:pk>/brouillons/", view, name=name), *super().get_urls()]

    def root(self, obj: Any) -> Publishable:
        """The text that this form is a part of."""
        return obj

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or BASE not in request.POST:
            return found
        root = self.root(found)
        # locked until the end of the transaction, then read again
        type(root).objects.select_for_update(of=("self",)).get(pk=root.pk)
        changed = workflow.record_digest(root) != request.POST[BASE]
        if changed or not has_lines(self.formsets(request, found), request.POST, found):
            raise EditConflictError(found)
        draft_history.keep_version(root)
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None and asked_again(request):
            request.POST = as_new_lines(self.formsets(request), request.POST)  # type: ignore[assignment]
        try:
            if request.method == "POST" and MERGE in request.POST:
                self.take_choices(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except EditConflictError as stale:
            merge = self.merge(request, stale.row)
            if not merge.asked and not merge.theirs:
                # they changed another part of the page: both texts stand
                self.take(request, merge, stale.row)
                return self.changeform_view(request, object_id, form_url, extra_context)
            return self.tell_conflict(request, stale.row, merge)

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
            renumber(formset)
        root, user = self.root(form.instance), request.user.get_username()
        workflow.note_edited(root, user, request.POST.get(BASE, "") if change else "")
        draft_history.keep_version(root, user)

    def formsets(self, request: HttpRequest, obj: Any = None) -> list[Formset]:
        """The kinds of lines under this text."""
        return [kind for kind, _ in self.get_formsets_with_inlines(request, obj)]

    def merge(self, request: HttpRequest, obj: Any) -> Merge:
        """The text typed and the text saved, merged over the one both came from."""
        root = self.root(obj)
        origin = request.POST.get(ORIGIN) or request.POST.get(BASE, "")
        record = draft_history.record_with_digest(root, origin)
        tree = tree_of_record(type(root), record) if record else None
        merge = Merge(request.POST, subtree(tree, obj) if tree else None)
        merge.add_form(self.get_form(request, obj, change=True), obj)
        for kind in self.formsets(request, obj):
            merge.add_lines(kind, obj)
        return merge

    def take_choices(self, request: HttpRequest, object_id: str | None) -> None:
        """Puts the choices made on the page of a conflict into the form. Raises
        EditConflictError when one is missing, or the text changed again meanwhile."""
        with transaction.atomic():
            obj = super().get_object(request, object_id or "")
            if obj is None:
                return
            merge, base = self.merge(request, obj), request.POST.get(BASE)
            if merge.unanswered or workflow.record_digest(self.root(obj)) != base:
                raise EditConflictError(obj)
            self.take(request, merge, obj)

    def take(self, request: HttpRequest, merge: Merge, obj: Any) -> None:
        """The form becomes the merged one, made from what is saved now."""
        for name, value in typed_fields(request, BASE, ORIGIN, MERGE):
            if name.startswith("_"):
                merge.data[name] = value
        merge.data[BASE] = workflow.record_digest(self.root(obj))
        request.POST = merge.data  # type: ignore[assignment]

    def tell_conflict(
        self, request: HttpRequest, obj: Any, merge: Merge
    ) -> HttpResponse:
        """Both texts side by side, and a choice for each block."""
        root = self.root(obj)
        known, base = workflow.draft_state(root), workflow.record_digest(root)
        kept = typed_fields(request, BASE, ORIGIN, MERGE, "_continue", "_save")
        context = self.admin_site.each_context(request) | {
            "title": "Ce texte a changé pendant que vous écriviez",
            "row": root,
            "who": known.edited_by or "quelqu'un",
            "when": timezone.localtime(known.edited_at or timezone.now()),
            "merge": merge,
            "kept": [field for field in kept if not field[0].startswith(CHOICE)],
            "base": base,
            # a choice is kept while the texts that it was made of are the same
            "unanswered": MERGE in request.POST and request.POST.get(BASE) == base,
            "origin": request.POST.get(ORIGIN) or request.POST[BASE],
            "opts": self.opts,
        }
        return render(request, "admin/conflict.html", context, status=409)
