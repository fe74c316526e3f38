"""The editions: what was published, by whom, why; any two compared, any restored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from content.admin.audit_log import ReadOnlyAdmin, log_action
from content.models import Edition, Publishable
from content.publishing import workflow
from content.records import parsing, rows, schema
from content.records.word_diff import compare
from content.text.yaml_format import dump_yaml, parse_yaml


class EditionAdmin(ReadOnlyAdmin):
    """Read only, but for restoring."""

    list_display = [
        "slug",
        "number",
        "kind",
        "author",
        "published_at",
        "note",
        "current",
    ]
    list_filter = ["kind", "current", "author"]
    search_fields = ["slug", "note"]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """An edition compared with another of the same text: the one before, at
        first; a POST restores it as a draft."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=object_id)
        same = Edition.objects.filter(kind=edition.kind, slug=edition.slug)
        if request.method == "POST" and "restore" in request.POST:
            return self.restore(request, edition)
        asked = request.GET.get("avec", "")
        other = same.filter(pk=asked).first() if asked.isdigit() else None
        other = other or same.filter(number=edition.number - 1).first()
        model, before = schema.kinds()[edition.kind], other.record if other else None
        context = self.admin_site.each_context(request) | {
            "title": str(edition),
            "edition": edition,
            "other": other,
            "others": same.exclude(pk=edition.pk).order_by("-pk"),
            "differences": compare(model, before, edition.record),
            "row": model.objects.filter(slug=edition.slug).first(),
            "may_restore": edition.record is not None and may_write(request, model),
            "opts": Edition._meta,
        }
        return render(request, "admin/edition.html", context)

    def restore(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Writes an edition back as a draft; publishing stays a decision."""
        model = schema.kinds()[edition.kind]
        if edition.record is None or not may_write(request, model):
            raise PermissionDenied
        user = request.user.get_username()
        node, _ = parse_yaml(dump_yaml([edition.record]).encode(), "édition")
        assert node
        with transaction.atomic():
            tree, faults = parsing.read_record(model, node.value[0], "édition")
            if faults:
                messages.error(request, f"Texte trop ancien : {faults[0].message}")
                return redirect(request.path)
            before = model.objects.filter(slug=edition.slug).first()
            loaded = before.loaded if before else None
            row = rows.save_tree(tree, before.position if before else 9999)
            # the memory of the files is not what is being restored
            model.objects.filter(pk=row.pk).update(loaded=loaded)
            workflow.note_edited(row, user)
            log_action(request.user, row, f"édition {edition.number} reprise")
        messages.success(
            request, f"L'édition {edition.number} est reprise en brouillon."
        )
        opts = model._meta
        return redirect(
            reverse(f"admin:{opts.app_label}_{opts.model_name}_review", args=[row.pk])
        )


def may_write(request: HttpRequest, model: type[Publishable]) -> bool:
    return request.user.has_perm(
        f"{model._meta.app_label}.change_{model._meta.model_name}"
    )
