"""Failed searches at the desk, each with its remedy tried on the judged queries of all
development sets before it is saved."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from content.admin.publishable import kind_of
from content.admin.resubmission import asked_again, resumable, tell_back
from content.models import Page, Synonym
from content.publishing import workflow
from content.snapshot import store
from guide_portal.models import FailedSearch
from guide_portal.search.corpus import corpus
from guide_portal.search.engine.evaluation import JudgedQuery, evaluate
from guide_portal.search.engine.ranking import Index
from guide_portal.search.guide_index import build, with_words


class SearchRemedy(NamedTuple):
    """What would mend a search: its words among what people say of a page (`place`:
    `phrasings`), as one of its keywords (`keywords`), or beside `same` as synonyms."""

    words: str
    page: Page | None
    place: str
    same: str

    @classmethod
    def asked(cls, row: FailedSearch, sent: QueryDict) -> "SearchRemedy":
        page = Page.objects.filter(slug=sent.get("page", "")).first()
        place = "keywords" if sent.get("place") == "keywords" else "phrasings"
        return cls(row.words, page, place, sent.get("same", "").strip()[:80])


@admin.register(FailedSearch)
class FailedSearchAdmin(admin.ModelAdmin):
    """Each line leads to its remedy, tried first on the judged queries; once mended, it
    leaves the list."""

    list_display = ["words", "month", "count", "left"]
    list_filter = ["month"]
    search_fields = ["words"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @resumable
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = get_object_or_404(FailedSearch, pk=object_id)
        remedy = SearchRemedy.asked(row, request.POST)
        context = self.admin_site.each_context(request) | {
            "title": f"« {row.words} »",
            "row": row,
            "pages": Page.objects.order_by("title"),
            "remedy": remedy,
            "opts": FailedSearch._meta,
        }
        if asked_again(request):
            tell_back(request)
        elif request.method == "POST" and (remedy.page or remedy.same):
            tried = replay(remedy)
            sure = "sure" in request.POST or not tried["worse"]
            if "add" in request.POST and sure:
                return self.add(request, remedy)
            context |= {"replay": tried, "refused": "add" in request.POST}
        return render(request, "admin/failed_search.html", context)

    def add(self, request: HttpRequest, remedy: SearchRemedy) -> HttpResponse:
        """Writes the remedy as a draft: publishing stays a decision."""
        words, page, user = remedy.words, remedy.page, request.user.get_username()
        with transaction.atomic():
            if page:
                known = getattr(page, remedy.place)
                setattr(page, remedy.place, list(dict.fromkeys([*known, words])))
                page.save(update_fields=[remedy.place])
                workflow.note_edited(kind_of(page), user)
                told = f"« {words} » mène à « {page.title} »"
            else:
                slug = "-".join(words.split())[:80]
                group, _ = Synonym.objects.get_or_create(slug=slug)
                group.words = list(dict.fromkeys([*group.words, words, remedy.same]))
                group.save()
                workflow.note_edited(group, user)
                told = f"« {words} » et « {remedy.same} » sont synonymes"
            FailedSearch.objects.filter(words=words).delete()
        messages.success(request, f"{told}, en brouillon : il reste à publier.")
        return redirect("admin:guide_portal_failedsearch_changelist")


def replay(remedy: SearchRemedy) -> dict[str, Any]:
    """The judged queries that the remedy would improve or break."""
    snapshot = store.current_snapshot()
    slug = remedy.page.slug if remedy.page else ""
    before = evaluate(ranked(build(snapshot)))
    changed = ranked(
        with_words(snapshot, remedy.words, slug, remedy.place, remedy.same)
    )
    pairs = list(zip(before, evaluate(changed), strict=True))
    worse = [pair for pair in pairs if _is_worse(*pair)]
    better = [(old, new) for old, new in pairs if _is_worse(new, old)]
    results, near = changed(remedy.words)
    return {
        "found": [*results, *near][:5],
        "better": better,
        "worse": worse,
        "total": len(before),
    }


def _is_worse(before: JudgedQuery, after: JudgedQuery) -> bool:
    """A page further down, lost, or announced off the subject."""
    if after.failed != before.failed:
        return after.failed
    return before.rank > 0 and (after.rank == 0 or after.rank > before.rank)


def ranked(index: Index) -> Callable[[str], tuple[list[str], list[str]]]:
    """The slugs an index gives, as the judge wants them."""
    names = {key: one.slug for key, one in corpus(store.current_snapshot()).items()}

    def run(query: str) -> tuple[list[str], list[str]]:
        found = index.search(query)
        near = [*found.aside, *found.near]
        return [names[m.slug] for m in found.matches], [names[m.slug] for m in near]

    return run
