"""The desk of the démarches: their lines, and their eligibility tables drawn."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.urls import path

from content.admin import LineInline, NoticeInline, PageAdmin
from content.guarded_admin import GuardedAdmin
from content.publishable_admin import kind_of
from content.records import complete, record_of, tree_of
from procedures.eligibility import combinations, counts, judge, review
from procedures.models import (
    Answer,
    Check,
    Deadline,
    Procedure,
    Question,
    Requirement,
    Resource,
    Rule,
    Step,
)

MAX_DRAWN = 200  # combinations


class RequirementInline(LineInline):
    model = Requirement


class StepInline(LineInline):
    model = Step


class DeadlineInline(LineInline):
    model = Deadline
    fk_name = "page"


class CheckInline(LineInline):
    model = Check
    fk_name = "page"


@admin.register(Procedure)
class ProcedureAdmin(PageAdmin):
    inlines = [RequirementInline, StepInline, DeadlineInline, NoticeInline, CheckInline]


@admin.register(Resource)
class ResourceAdmin(PageAdmin):
    inlines = [NoticeInline, CheckInline]


class QuestionInline(LineInline):
    model = Question


class RuleInline(LineInline):
    model = Rule


class AnswerInline(LineInline):
    model = Answer


@admin.register(Question)
class QuestionAdmin(GuardedAdmin):
    inlines = [AnswerInline]
    list_display = ["text", "table"]
    search_fields = ["text"]

    def root(self, obj):
        return kind_of(obj.table.page)


@admin.register(Check)
class CheckAdmin(GuardedAdmin):
    """An eligibility table: its questions, its rules, and its drawing."""

    inlines = [QuestionInline, RuleInline]
    list_display = ["title", "page"]
    search_fields = ["title"]
    change_form_template = "admin/check_form.html"

    def get_urls(self):
        drawing = path(
            "<int:pk>/table/",
            self.admin_site.admin_view(self.draw),
            name="procedures_check_table",
        )
        return [drawing, *super().get_urls()]

    def root(self, obj):
        return kind_of(obj.page)

    def draw(self, request, pk):
        """The table with its combinations and their counts."""
        row = get_object_or_404(Check, pk=pk)
        check = complete(Check, record_of(tree_of(row)))
        faults = list(review(check))
        context = self.admin_site.each_context(request) | {
            "title": row.title,
            "row": row,
            "check": check,
            "faults": faults,
            "opts": Check._meta,
        }
        if not faults:
            context |= drawn(check)
        return render(request, "admin/check_table.html", context)


def drawn(check):
    """Every combination with its outcome, and how many give each verdict."""
    lines = [(answers, judge(check, answers)) for answers in combinations(check)]
    found = counts(check)
    return {
        "total": len(lines),
        "counts": [(v, found[v]) for v in ("ok", "bloque", "verifier")],
        "reached": [
            (rule["key"], sum(outcome.rule == rule["key"] for _, outcome in lines))
            for rule in check.get("rules", [])
        ],
        "lines": [
            (list(answers.values()), outcome.verdict, outcome.rule)
            for answers, outcome in lines[:MAX_DRAWN]
        ],
    }
