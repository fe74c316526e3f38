"""Failed searches at the desk, each with its remedy tried on the judged queries."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from content.admin.publishable import kind_of
from content.models import Page, Synonym
from content.publishing import workflow
from content.snapshot import store
from guide_portal.models import FailedSearch
from guide_portal.search.engine.evaluation import evaluate
from guide_portal.search.engine.ranking import Index
from guide_portal.search.guide_index import build, with_words


@admin.register(FailedSearch)
class FailedSearchAdmin(admin.ModelAdmin):
    """Each line leads to its remedy: a keyword of a page, or a synonym, tried first
    on the judged queries."""

    list_display = ["words", "month", "count"]
    list_filter = ["month"]
    search_fields = ["words"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = get_object_or_404(FailedSearch, pk=object_id)
        sent = request.POST
        page = Page.objects.filter(slug=sent.get("page", "")).first()
        same = sent.get("same", "").strip()[:80]
        if request.method == "POST" and "add" in sent and (page or same):
            return self.add(request, row, page, same)
        context = self.admin_site.each_context(request) | {
            "title": f"« {row.words} »",
            "row": row,
            "pages": Page.objects.order_by("title"),
            "page": page,
            "same": same,
            "opts": FailedSearch._meta,
        }
        if request.method == "POST" and (page or same):
            context["replay"] = replay(row.words, page.slug if page else "", same)
        return render(request, "admin/failed_search.html", context)

    def add(
        self, request: HttpRequest, row: FailedSearch, page: Page | None, same: str
    ) -> HttpResponse:
        """Writes the remedy as a draft: publishing stays a decision."""
        with transaction.atomic():
            if page:
                page.keywords = [*page.keywords, row.words]
                page.save(update_fields=["keywords"])
                workflow.note_edited(kind_of(page), request.user.get_username())
                told = f"« {row.words} » est un mot-clé de « {page.title} »"
            else:
                slug = "-".join(row.words.split())[:80]
                group, _ = Synonym.objects.get_or_create(slug=slug)
                group.words = list(dict.fromkeys([*group.words, row.words, same]))
                group.save()
                workflow.note_edited(group, request.user.get_username())
                told = f"« {row.words} » et « {same} » sont synonymes"
        messages.success(request, f"{told}, en brouillon : il reste à publier.")
        return redirect("admin:guide_portal_failedsearch_changelist")


def replay(words: str, slug: str, same: str) -> dict[str, Any]:
    """The judged queries that the change would improve or break."""
    snapshot = store.current_snapshot()
    before = evaluate(ranked(build(snapshot)))
    changed = with_words(snapshot, words, slug, same)
    after = evaluate(ranked(changed))
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a.rank != b.rank]
    worse = [p for p in pairs if p[1].rank == 0 or p[0].rank and p[1].rank > p[0].rank]
    return {
        "found": changed.search(words).matches[:5],
        "better": [p for p in pairs if p not in worse],
        "worse": worse,
        "total": len(before),
    }


def ranked(index: Index) -> Callable[[str], tuple[list[str], list[str]]]:
    """The slugs an index gives, as the judge wants them."""

    def run(query: str) -> tuple[list[str], list[str]]:
        found = index.search(query)
        return [m.slug for m in found.matches], [m.slug for m in found.near]

    return run
