"""ModelAdmin of a publishable text: written here, read over, published, compared,
restored. What an act is, and when it is refused, `content.publishing.actions` knows."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html

from content.admin import preview, style_advice
from content.admin.edit_conflicts import GuardedAdmin
from content.admin.resubmission import asked_again, resumable, tell_back
from content.admin.review_form import ReviewForm, perform
from content.admin.text_state import NamedForm, changes, desk_state
from content.models import DraftState, Edition, Page, ScheduledEdition
from content.publishing import actions, gate, scheduled, workflow
from content.publishing.refusal import ActRefusedError
from content.publishing.workflow import kind_of

__all__ = ["PublishableAdmin", "kind_of"]


class PublishableAdmin(GuardedAdmin):
    """Saving writes rows; publishing gives them to readers."""

    form = NamedForm
    change_form_template = "admin/publishable_form.html"
    search_fields = ["slug"]
    readonly_fields = ["edition_in_force"]
    actions = ["publish_chosen"]

    def get_readonly_fields(self, request, obj=None):
        # a permanent name never changes: printed links rely on it
        return [*self.readonly_fields, "slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        # what was published is withdrawn, with something in its place
        published = obj is not None and workflow.current_edition(obj) is not None
        return not published and super().has_delete_permission(request, obj)

    def delete_model(self, request, obj):
        actions.discard(request.user, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            actions.discard(request.user, row)

    @admin.display(description="édition en ligne")
    def edition_in_force(self, row):
        edition = workflow.current_edition(row)
        waiting = scheduled.schedule_of(row.KIND, row.slug)
        when = scheduled.moment(waiting.publish_at) if waiting else ""
        later = f", une version part le {when}" if waiting else ""
        if not edition or edition.record is None:
            return f"pas en ligne{later}"
        if edition.record == workflow.saved_record(row):
            return f"{edition.number}, à jour{later}"
        review = workflow.draft_state(row).state == DraftState.State.REVIEW
        told = "en relecture" if review else "un brouillon attend"
        return f"{edition.number}, {told}{later}"

    @admin.action(description="Publier les textes choisis", permissions=["publish"])
    def publish_chosen(self, request, chosen):
        """First what each changes, word by word; published when that was read."""
        rows = list(chosen)
        if "confirm" in request.POST:
            read = [(row, request.POST.get(f"base-{row.pk}", "")) for row in rows]
            try:
                messages.success(request, actions.publish(request.user, read))
            except ActRefusedError as refusal:
                for reason in refusal.reasons:
                    messages.error(request, reason)
                told = "Rien n'a été publié : corrigez d'abord ces erreurs."
                messages.error(request, told)
            return None
        context = self.admin_site.each_context(request) | {
            "title": "Publier les textes choisis",
            "texts": [(row, workflow.record_digest(row), changes(row)) for row in rows],
            "opts": self.opts,
        }
        return render(request, "admin/publish_chosen.html", context)

    def has_publish_permission(self, request):
        return actions.may_publish(request.user)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/relire/", view(self.review), name=f"{name}_review"),
            path("<int:pk>/versions/", view(self.versions), name=f"{name}_versions"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request, context, add=False, change=False, form_url="", obj=None
    ):
        context["state"] = desk_state(obj) if obj else None
        context["may_publish"] = actions.may_publish(request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def row(self, request, pk):
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def place(self, row, view="review"):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=[row.pk])

    @resumable
    def review(self, request, pk):
        """What changes, what is wrong, what could be better; then the decision."""
        row = self.row(request, pk)
        known = workflow.draft_state(row)
        form = ReviewForm(
            request.POST or None,
            replacements=self.replacements(row),
            lost=workflow.lost_blocks(row),
            initial={"note": known.note},
        )
        if asked_again(request):
            tell_back(request)
        elif request.method == "POST" and form.is_valid():
            try:
                told = perform(request.user, row, form)
            except ActRefusedError as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            else:
                return self.after(request, row, form.cleaned_data["decision"], told)
        return render(
            request, "admin/review.html", self.review_page(request, row, form)
        )

    def after(self, request, row, decision, told):
        """Home after an end, with the way back to the text; else to the text."""
        if decision == "publier":
            way = format_html('<a href="{}">Revenir à cette page</a>', self.place(row))
            told = format_html("{} {}", told, way)
        messages.success(request, told)
        ends = decision in ("publier", "retirer")
        return redirect("admin:index" if ends else self.place(row))

    def review_page(self, request, row, form):
        record, edition = workflow.saved_record(row), workflow.current_edition(row)
        report = gate.review({(row.KIND, row.slug): record})
        known_words = style_advice.known_words()
        return self.admin_site.each_context(request) | {
            "title": f"Relire « {row} »",
            "row": row,
            "form": form,
            "base": workflow.record_digest(row),
            "edition": edition,
            "state": desk_state(row),
            "differences": changes(row),
            "faults": report.caused,
            # what the gate refused stands above already
            "refusals": [t for t in form.refusals if t not in report.caused],
            "standing": report.standing,
            "advice": style_advice.advice(self.model, record, known_words),
            "preview": preview.preview_address(row),
            "may_publish": actions.may_publish(request.user),
            "may_ask_review": actions.may_ask_review(request.user, row),
            "may_send_back": actions.may_send_back(request.user, row),
            "opts": self.opts,
        }

    def replacements(self, row):
        """The pages that may take the place of a page withdrawn."""
        if not isinstance(row, Page):
            return []
        pages = Page.objects.exclude(slug=row.slug).order_by("title")
        return list(pages.values_list("slug", "title"))

    def versions(self, request, pk):
        """Every edition of a text: who, when, what for; what was to be one, too."""
        row = self.row(request, pk)
        same = {"kind": row.KIND, "slug": row.slug}
        if request.method == "POST":
            kept = get_object_or_404(
                ScheduledEdition, pk=request.POST.get("kept"), **same
            )
            try:
                actions.restore_schedule(request.user, kept)
            except ActRefusedError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "La version programmée est un brouillon.")
            return redirect(self.place(row))
        context = self.admin_site.each_context(request) | {
            "title": f"Versions de « {row} »",
            "row": row,
            "editions": Edition.objects.filter(**same).order_by("-pk"),
            "scheduled": ScheduledEdition.objects.filter(**same).order_by("-pk"),
            "opts": self.opts,
        }
        return render(request, "admin/versions.html", context)
