"""The desk's common ground: the page, its lines, publication. Stock Django admin."""

import tempfile
from pathlib import Path

from django.contrib import admin, messages
from django.db import transaction

from content import loading, records, store
from content.models import Article, Edition, Notice, Part, Section, Synonym, Term
from content.publishing import publish


class LineInline(admin.StackedInline):
    """The lines of a page, in order."""

    extra = 0
    show_change_link = True


class NoticeInline(LineInline):
    model = Notice
    fk_name = "page"


class PartInline(LineInline):
    model = Part


class PublishableAdmin(admin.ModelAdmin):
    """Saving writes rows; publishing gives them to readers."""

    actions = ["publish_chosen"]
    search_fields = ["slug"]
    readonly_fields = ["edition_in_force"]

    def get_readonly_fields(self, request, obj=None):
        # a permanent name never changes: printed links rely on it
        return [*self.readonly_fields, "slug"] if obj else []

    @admin.display(description="édition en ligne")
    def edition_in_force(self, row):
        edition = Edition.objects.current().filter(kind=row.KIND, slug=row.slug).first()
        if not edition:
            return "jamais publiée"
        same = edition.record == records.record_of(records.tree_of(row))
        return f"{edition.number}, {'à jour' if same else 'un brouillon attend'}"

    @admin.action(description="Publier les textes choisis", permissions=["change"])
    def publish_chosen(self, request, chosen):
        faults = faults_of_rows()
        if faults:
            for fault in faults[:10]:
                messages.error(request, fault)
            messages.error(
                request, "Rien n'a été publié : corrigez d'abord ces erreurs."
            )
            return
        with transaction.atomic():
            done = [
                publish(row.KIND, row.slug, record, request.user.get_username())
                for row in chosen
                if (record := records.record_of(records.tree_of(row)))
            ]
            transaction.on_commit(store.write)
        number = sum(edition is not None for edition in done)
        messages.success(request, f"{number} texte(s) publié(s).")


def faults_of_rows() -> list[str]:
    """What the loader would refuse in the rows as they stand: one check serves the
    files and the desk."""
    with tempfile.TemporaryDirectory() as folder:
        loading.export(Path(folder))
        _, faults = loading.read_folder(Path(folder))
        return [f"{Path(f.file).stem}, ligne {f.line} : {f.message}" for f in faults]


@admin.register(Section)
class SectionAdmin(PublishableAdmin):
    list_display = ["title", "slug", "parent"]


@admin.register(Term)
class TermAdmin(PublishableAdmin):
    list_display = ["term", "expansion", "origin", "verify"]
    list_filter = ["origin", "verify"]
    search_fields = ["term", "slug"]


@admin.register(Synonym)
class SynonymAdmin(PublishableAdmin):
    list_display = ["slug", "__str__"]


class PageAdmin(PublishableAdmin):
    """The pages of the guide."""

    list_display = ["title", "slug", "section", "edition_in_force"]
    list_filter = ["section"]
    search_fields = ["title", "slug", "summary"]
    inlines = [NoticeInline]


@admin.register(Article)
class ArticleAdmin(PageAdmin):
    list_display = ["title", "slug", "edition_in_force"]
    list_filter = []
    inlines = [PartInline]


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """What was published, by whom, when; read only."""

    list_display = [
        "slug",
        "number",
        "kind",
        "author",
        "published_at",
        "note",
        "current",
    ]
    list_filter = ["kind", "current"]
    search_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.site_header = "Guide du compte ameli : la rédaction"
admin.site.site_title = "Rédaction du guide"
admin.site.index_title = "Textes et outils"
