"""Feedback, links and the audit log at the desk."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest

from content.admin.audit_log import ReadOnlyAdmin
from content.admin.publishable import PublishableAdmin
from content.models import Source
from content.pages.citations import names_cited
from content.snapshot import store
from content.snapshot.model import Snapshot
from guide_portal.models import Feedback, LinkCheck
from guide_portal.search import admin as search_admin  # noqa: F401  its own registration


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """What readers say, by page; nothing but « traité » is written here."""

    list_display = ["slug", "useful", "text", "on", "edition", "handled"]
    list_filter = ["handled", "useful", "slug"]
    list_editable = ["handled"]
    readonly_fields = ["slug", "edition", "useful", "text", "on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """Links out of the guide, those that do not answer first."""

    list_display = ["url", "works", "state", "checked_at"]
    list_filter = ["works"]


def pages_by_source(snapshot: Snapshot) -> dict[str, list[str]]:
    """The pages that cite each source, by its name."""
    found: dict[str, list[str]] = {}
    for entry in [*snapshot.pages.values(), *snapshot.terms.values()]:
        for name in dict.fromkeys(names_cited([entry.record])):
            found.setdefault(name, []).append(entry.title)
    return found


@admin.register(Source)
class SourceAdmin(PublishableAdmin):
    """Sources: how old they are, where they are cited, whether their page answers."""

    list_display = ["name", "nature", "dated", "read_on", "cited", "answers", "seen"]
    list_filter = ["nature", "seen"]
    search_fields = ["name", "slug", "url"]
    ordering = ["read_on", "name"]

    @admin.display(description="citée par")
    def cited(self, row: Source) -> str:
        pages = store.current_snapshot().derived(pages_by_source).get(row.slug, [])
        more = f" et {len(pages) - 2} autres" if len(pages) > 2 else ""
        return ", ".join(pages[:2]) + more

    @admin.display(description="répond", boolean=True)
    def answers(self, row: Source) -> bool | None:
        known = LinkCheck.objects.filter(url=row.url).first() if row.url else None
        return known.works if known else None


@admin.register(LogEntry)
class JournalAdmin(ReadOnlyAdmin):
    """Who did what, when: written by the portal, changed by nobody."""

    list_display = ["action_time", "user", "content_type", "object_repr", "told"]
    list_filter = ["content_type"]
    search_fields = ["object_repr", "user__username"]

    @admin.display(description="action")
    def told(self, entry: LogEntry) -> str:
        return entry.get_change_message()


class AuthenticatorAdmin(admin.ModelAdmin):
    """Second factors: who has which, never its secret. One that is lost is deleted
    here; its owner adds another."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
