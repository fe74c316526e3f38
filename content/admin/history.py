"""Edition history: what was published, by whom, why; any two compared, any restored."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from content.admin.audit_log import ReadOnlyAdmin
from content.models import Edition
from content.publishing import actions
from content.publishing.actions import rights
from content.publishing.refusal import ActRefusedError
from content.records import schema
from content.records.word_diff import compare


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

    def change_view(self, request, object_id, form_url="", extra_context=None):
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
            "may_restore": edition.record is not None
            and rights.may_write(request.user, model),
            "opts": Edition._meta,
        }
        return render(request, "admin/edition.html", context)

    def restore(self, request, edition):
        try:
            row = actions.restore_edition(request.user, edition)
        except ActRefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        told = f"L'édition {edition.number} est reprise en brouillon."
        messages.success(request, told)
        opts = row._meta
        return redirect(
            reverse(f"admin:{opts.app_label}_{opts.model_name}_review", args=[row.pk])
        )
