"""Admin registrations of the texts that know no démarche. Stock Django admin."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from content.admin.history import EditionAdmin
from content.admin.own_page import OwnPageAdmin, sources_last
from content.admin.publishable import PublishableAdmin
from content.form_fields import TextArea
from content.models import (
    Article,
    ArticleLine,
    ArticleSection,
    Edition,
    Language,
    Notice,
    OutsideTopic,
    Section,
    Synonym,
    Term,
)
from content.publishing import workflow

LAST = 9999


class LineForm(forms.ModelForm):
    """A line with its place, which buttons change."""

    place = forms.IntegerField(
        label="place",
        required=False,
        min_value=1,
        max_value=LAST,
        help_text="1 : la première.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["place"].initial = self.instance.position + 1

    def save(self, commit: bool = True) -> Any:
        self.instance.position = (self.cleaned_data.get("place") or LAST) - 1
        return super().save(commit)


class LineFormSet(forms.models.BaseInlineFormSet):
    """Lines whose faults name the fields as the form does."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        fields = [self.form.base_fields.get(name) for name in unique_check]
        labels = [str(f.label) for f in fields if f and f.label]
        return f"Deux lignes ont la même valeur de « {labels[-1].lower()} »."


class LineInline(admin.StackedInline):
    """The lines of a page, in order."""

    formset = LineFormSet
    extra = 0
    show_change_link = True
    formfield_overrides: ClassVar = {models.TextField: {"widget": TextArea}}
    form = LineForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return sources_last(super().get_fields(request, obj))


class NoticeInline(LineInline):
    model = Notice
    fk_name = "page"


class PartInline(LineInline):
    model = ArticleSection


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


@admin.register(Language)
class LanguageAdmin(PublishableAdmin):
    list_display = ["name", "slug"]


class PageAdmin(PublishableAdmin):
    """The pages of the guide."""

    list_display = ["title", "slug", "section", "edition_in_force"]
    list_filter = ["section"]
    search_fields = ["title", "slug", "summary"]
    inlines = [NoticeInline]
    actions = [*PublishableAdmin.actions, "hide_added", "show_added"]

    @admin.action(description="Ne montrer que les mots du guide (brouillon)")
    def hide_added(self, request: HttpRequest, chosen: QuerySet) -> None:
        self.switch(request, chosen, True)

    @admin.action(description="Montrer aussi les compléments (brouillon)")
    def show_added(self, request: HttpRequest, chosen: QuerySet) -> None:
        self.switch(request, chosen, False)

    def switch(self, request: HttpRequest, chosen: QuerySet, alone: bool) -> None:
        """Writes the choice as drafts: publishing stays a decision."""
        for row in chosen.exclude(guide_only=alone):
            row.guide_only = alone
            row.save(update_fields=["guide_only"])
            workflow.note_edited(row, request.user.get_username())
        messages.success(request, "Choix enregistré en brouillon : il reste à publier.")


@admin.register(Article)
class ArticleAdmin(PageAdmin):
    list_display = ["title", "slug", "edition_in_force"]
    list_filter = []
    inlines = [PartInline]


class SentenceInline(LineInline):
    model = ArticleLine


@admin.register(ArticleSection)
class ArticleSectionAdmin(OwnPageAdmin):
    """A part of an article, with its sentences."""

    inlines = [SentenceInline]
    list_display = ["title", "page"]
    search_fields = ["title"]

    def root(self, obj):
        return obj.page


@admin.register(OutsideTopic)
class OutsideTopicAdmin(PageAdmin):
    list_display = ["title", "go", "edition_in_force"]
    list_filter = ["verify"]
    inlines = []


admin.site.register(Edition, EditionAdmin)
admin.site.site_header = "Guide du compte ameli : la rédaction"
admin.site.site_title = "Rédaction du guide"
admin.site.index_title = "Textes et outils"
