"""The desk of a text: written here, read over, published, compared, restored."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from content.admin import preview, style_advice
from content.admin.audit_log import log_action
from content.admin.edit_conflicts import GuardedAdmin
from content.admin.review_form import ReviewForm
from content.models import DraftState, Edition, Page, Publishable
from content.publishing import publication_check, snapshot_file, workflow
from content.publishing.editions import publish_edition
from content.records import schema
from content.records.word_diff import compare


class PublishableAdmin(GuardedAdmin):
    """Saving writes rows; publishing gives them to readers."""

    change_form_template = "admin/publishable_form.html"
    search_fields = ["slug"]
    readonly_fields = ["edition_in_force"]
    actions = ["publish_chosen"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # a permanent name never changes: printed links rely on it
        return [*self.readonly_fields, "slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # what was published is withdrawn, with something in its place
        published = obj is not None and workflow.current_edition(obj) is not None
        return not published and super().has_delete_permission(request, obj)

    @admin.display(description="édition en ligne")
    def edition_in_force(self, row: Publishable) -> str:
        edition = workflow.current_edition(row)
        known = workflow.draft_state(row)
        if known.publish_at:
            at = timezone.localtime(known.publish_at)
            return f"une version part le {at:%d/%m/%Y à %H:%M}"
        if not edition or edition.record is None:
            return "pas en ligne"
        same = edition.record == workflow.saved_record(row)
        waits = (
            "en relecture"
            if known.state == DraftState.State.REVIEW
            else "un brouillon attend"
        )
        return f"{edition.number}, {'à jour' if same else waits}"

    @admin.action(description="Publier les textes choisis", permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, chosen: Any) -> None:
        drafts = {(row.KIND, row.slug): workflow.saved_record(row) for row in chosen}
        user = request.user.get_username()
        wrong = publication_check.check_publication(drafts)
        if settings.FOUR_EYES:
            mine = [
                row for row in chosen if workflow.draft_state(row).edited_by == user
            ]
            wrong += [f"« {row} » : une autre personne doit publier." for row in mine]
        for fault in wrong[:10]:
            messages.error(request, fault)
        if wrong:
            told = "Rien n'a été publié : corrigez d'abord ces erreurs."
            messages.error(request, told)
            return
        with transaction.atomic():
            done = [
                publish_edition(k, s, record, user) for (k, s), record in drafts.items()
            ]
            for row in chosen:
                workflow.clear_state(row)
                log_action(request.user, row, "publié")
        snapshot_file.write_snapshot()
        number = sum(edition is not None for edition in done)
        messages.success(request, f"{number} texte(s) publié(s).")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/relire/", view(self.review), name=f"{name}_review"),
            path("<int:pk>/versions/", view(self.versions), name=f"{name}_versions"),
            *super().get_urls(),
        ]

    def row(self, request: HttpRequest, pk: int) -> Any:
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def place(self, row: Publishable, view: str = "review") -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=[row.pk])

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What changes, what is wrong, what could be better; then the decision."""
        row = self.row(request, pk)
        form = ReviewForm(request.POST or None, replacements=self.replacements(row))
        if request.method == "POST" and form.is_valid():
            refusal = self.decide(request, row, form.cleaned_data)
            if not refusal:
                return redirect("admin:index")
            form.add_error(None, refusal)
        record, edition, known = (
            workflow.saved_record(row),
            workflow.current_edition(row),
            workflow.draft_state(row),
        )
        context = self.admin_site.each_context(request) | {
            "title": f"Relire « {row} »",
            "row": row,
            "form": form,
            "base": workflow.record_digest(row),
            "edition": edition,
            "work": known,
            "differences": compare(
                self.model, edition.record if edition else None, record
            ),
            "faults": publication_check.check_publication(
                {(row.KIND, row.slug): record}
            ),
            "advice": style_advice.advice(
                self.model, record, style_advice.known_words()
            ),
            "preview": preview.preview_address(row),
            "may_publish": may_publish(request.user),
            "opts": self.opts,
        }
        return render(request, "admin/review.html", context)

    def replacements(self, row: Publishable) -> list[tuple[str, str]]:
        """The pages that may take the place of a page withdrawn."""
        if not isinstance(row, Page):
            return []
        pages = Page.objects.exclude(slug=row.slug).order_by("title")
        return list(pages.values_list("slug", "title"))

    def decide(
        self, request: HttpRequest, row: Publishable, asked: dict[str, Any]
    ) -> str:
        """Does what was asked; otherwise why not, in French."""
        user, what = request.user.get_username(), asked["decision"]
        known = workflow.draft_state(row)
        if workflow.record_digest(row) != asked["base"]:
            return "Le texte a changé pendant votre lecture : relisez-le ci-dessous."
        if what in ("relecture", "brouillon"):
            workflow.move_state(row, what, asked["note"])
            log_action(request.user, row, f"envoyé en {what}")
            return ""
        if not may_publish(request.user):
            return "Votre rôle ne permet pas de publier : demandez une relecture."
        if settings.FOUR_EYES and known.edited_by == user:
            return (
                "Une autre personne que celle qui a écrit doit publier (quatre yeux)."
            )
        if what == "retirer":
            return self.withdraw(request, row, asked)
        record = workflow.saved_record(row)
        wrong = publication_check.check_publication({(row.KIND, row.slug): record})
        if wrong:
            return "Rien n'a été publié. " + " ".join(wrong[:5])
        if asked["publish_at"]:
            workflow.schedule_publication(row, user, asked["note"], asked["publish_at"])
            log_action(
                request.user,
                row,
                f"programmé pour le {asked['publish_at']:%d/%m/%Y %H:%M}",
            )
            return ""
        with transaction.atomic():
            publish_edition(row.KIND, row.slug, record, user, asked["note"])
            workflow.clear_state(row)
            log_action(request.user, row, f"publié. {asked['note']}")
        snapshot_file.write_snapshot()
        messages.success(request, f"« {row} » est en ligne.")
        return ""

    def withdraw(
        self, request: HttpRequest, row: Publishable, asked: dict[str, Any]
    ) -> str:
        """Takes a page away; its address leads to the page that replaces it."""
        replacement = Page.objects.filter(slug=asked["replaced_by"]).first()
        if isinstance(row, Page) and not replacement:
            return "Choisissez la page vers laquelle mèneront les anciens liens."
        if row.KIND == "section":
            return "Une rubrique ne se retire pas."
        user, changed = request.user.get_username(), {}
        with transaction.atomic():
            if replacement:
                target = kind_of(replacement)
                assert isinstance(row, Page)
                target.aliases = [*target.aliases, row.slug, *row.aliases]
                target.save(update_fields=["aliases"])
                changed[target.KIND, target.slug] = workflow.saved_record(target)
            wrong = publication_check.check_publication(changed, {(row.KIND, row.slug)})
            if wrong:
                transaction.set_rollback(True)
                return "Rien n'a été retiré. " + " ".join(wrong[:5])
            publish_edition(row.KIND, row.slug, None, user, asked["note"])
            for (kind, slug), record in changed.items():
                publish_edition(kind, slug, record, user, asked["note"])
            log_action(request.user, row, f"retiré. {asked['note']}")
            row.delete()
        snapshot_file.write_snapshot()
        messages.success(request, f"« {row} » est retirée.")
        return ""

    def versions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every edition of a text: who, when, what for."""
        row = self.row(request, pk)
        editions = Edition.objects.filter(kind=row.KIND, slug=row.slug).order_by("-pk")
        context = self.admin_site.each_context(request) | {
            "title": f"Versions de « {row} »",
            "row": row,
            "editions": editions,
            "opts": self.opts,
        }
        return render(request, "admin/versions.html", context)


def may_publish(user: Any) -> bool:
    return user.has_perm("content.publish")


def kind_of(page: Page) -> Page:
    """The page as the kind it is."""
    models = [m for m in schema.kinds().values() if issubclass(m, Page)]
    return next(
        m.objects.get(pk=page.pk) for m in models if m.objects.filter(pk=page.pk)
    )
