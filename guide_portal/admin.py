"""The desk of the search: what found nothing, and what would help."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from content import store, work
from content.journal import ReadOnlyAdmin
from content.models import Page, Synonym
from content.publishable_admin import kind_of
from guide_portal.index import build, with_words
from guide_portal.judging import judge
from guide_portal.models import FailedSearch, Feedback, LinkCheck


@admin.register(FailedSearch)
class FailedSearchAdmin(admin.ModelAdmin):
    """Each line leads to its remedy: a keyword of a page, or a synonym, tried first
    on the judged queries."""

    list_display = ["words", "month", "count"]
    list_filter = ["month"]
    search_fields = ["words"]

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
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

    def add(self, request, row, page, same):
        """Writes the remedy as a draft: publishing stays a decision."""
        with transaction.atomic():
            if page:
                page.keywords = [*page.keywords, row.words]
                page.save(update_fields=["keywords"])
                work.edited(kind_of(page), request.user.get_username())
                told = f"« {row.words} » est un mot-clé de « {page.title} »"
            else:
                slug = "-".join(row.words.split())[:80]
                group, _ = Synonym.objects.get_or_create(slug=slug)
                group.words = list(dict.fromkeys([*group.words, row.words, same]))
                group.save()
                work.edited(group, request.user.get_username())
                told = f"« {row.words} » et « {same} » sont synonymes"
        messages.success(request, f"{told}, en brouillon : il reste à publier.")
        return redirect("admin:guide_portal_failedsearch_changelist")


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """What readers say, by page; nothing but « traité » is written here."""

    list_display = ["slug", "useful", "text", "on", "edition", "handled"]
    list_filter = ["handled", "useful", "slug"]
    list_editable = ["handled"]
    readonly_fields = ["slug", "edition", "useful", "text", "on"]

    def has_add_permission(self, request):
        return False


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """Links out of the guide, those that do not answer first."""

    list_display = ["url", "works", "state", "checked_at"]
    list_filter = ["works"]


@admin.register(LogEntry)
class JournalAdmin(ReadOnlyAdmin):
    """Who did what, when: written by the portal, changed by nobody."""

    list_display = ["action_time", "user", "content_type", "object_repr", "told"]
    list_filter = ["content_type"]
    search_fields = ["object_repr", "user__username"]

    @admin.display(description="action")
    def told(self, entry):
        return entry.get_change_message()


def replay(words, slug, same):
    """The judged queries that the change would improve or break."""
    snapshot = store.current()
    before = judge(ranked(build(snapshot)))
    changed = with_words(snapshot, words, slug, same)
    after = judge(ranked(changed))
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a.rank != b.rank]
    worse = [p for p in pairs if p[1].rank == 0 or p[0].rank and p[1].rank > p[0].rank]
    return {
        "found": changed.search(words).matches[:5],
        "better": [p for p in pairs if p not in worse],
        "worse": worse,
        "total": len(before),
    }


def ranked(index):
    """The slugs an index gives, as the judge wants them."""

    def run(query):
        found = index.search(query)
        return [m.slug for m in found.matches], [m.slug for m in found.near]

    return run
