"""Admin of the démarches: their lines, and their eligibility tables drawn."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path

from content.admin.merging.form_lines import renumber
from content.admin.own_page import OwnPageAdmin
from content.admin.publishable import kind_of
from content.admin.registry import LineInline, NoticeInline, PageAdmin
from content.models import Page
from content.records.rows import record_of, tree_of
from content.records.schema import complete
from procedures.models import (
    Answer,
    Check,
    Deadline,
    HowTo,
    Message,
    Procedure,
    Question,
    Requirement,
    Resource,
    Rule,
    Step,
)
from procedures.rules.chains import review_chain
from procedures.rules.eligibility import (
    combinations,
    counts,
    judge_answers,
)
from procedures.rules.table_review import review_check

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


class HowToInline(LineInline):
    model = HowTo
    fk_name = "page"


class MessageInline(LineInline):
    model = Message
    fk_name = "page"


ADDED = [HowToInline, MessageInline]  # what is never the guide's


@admin.register(Procedure)
class ProcedureAdmin(PageAdmin):
    inlines = [
        *(RequirementInline, StepInline, DeadlineInline, NoticeInline),
        *ADDED,
        CheckInline,
    ]


@admin.register(Resource)
class ResourceAdmin(PageAdmin):
    inlines = [NoticeInline, *ADDED, CheckInline]


class QuestionInline(LineInline):
    model = Question


class RuleInline(LineInline):
    model = Rule


class AnswerInline(LineInline):
    model = Answer


@admin.register(Question)
class QuestionAdmin(OwnPageAdmin):
    inlines = [AnswerInline]
    list_display = ["text", "table"]
    search_fields = ["text"]

    def root(self, obj: Any) -> Page:
        return kind_of(obj.table.page)


@admin.register(Check)
class CheckAdmin(OwnPageAdmin):
    """An eligibility table: its questions, its rules, and its drawing."""

    inlines = [QuestionInline, RuleInline]
    list_display = ["title", "page"]
    search_fields = ["title"]
    change_form_template = "admin/check_form.html"

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "procedures_check"
        return [
            path("<int:pk>/table/", view(self.draw), name=f"{name}_table"),
            path("<int:pk>/en-direct/", view(self.live), name=f"{name}_live"),
            *super().get_urls(),
        ]

    def live(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The table as the form being typed would make it; nothing is kept."""
        row = get_object_or_404(Check, pk=pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = self.get_form(request, row, change=True)(request.POST, instance=row)
        with transaction.atomic():
            lines = [
                Lines(request.POST, instance=row, prefix=Lines.get_default_prefix())
                for Lines, _ in self.get_formsets_with_inlines(request, row)
            ]
            if not all([form.is_valid(), *(one.is_valid() for one in lines)]):
                transaction.set_rollback(True)
                context = {"unfinished": True}
                return render(request, "admin/check_drawing.html", context)
            form.save()
            for one in lines:
                one.save()
                renumber(one)
            context = drawing(Check.objects.get(pk=pk))
            transaction.set_rollback(True)
        return render(request, "admin/check_drawing.html", context)

    def root(self, obj: Any) -> Page:
        return kind_of(obj.page)

    def draw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The table with its combinations and their counts."""
        row = get_object_or_404(Check, pk=pk)
        context = self.admin_site.each_context(request) | drawing(row)
        context |= {"title": row.title, "row": row, "opts": Check._meta}
        return render(request, "admin/check_table.html", context)


def drawing(row: Check) -> dict[str, Any]:
    """What is wrong with a table, or its combinations."""
    check = complete(Check, record_of(tree_of(row)))
    faults = list(review_check(check))
    siblings = [
        complete(Check, record_of(tree_of(one))) for one in row.page.checks.all()
    ]
    if not any(any(review_check(one)) for one in siblings):
        place = [one["key"] for one in siblings].index(check["key"])
        faults += [f.message for f in review_chain(siblings) if f.place == place]
    known = {"check": check, "faults": faults, "unfinished": False}
    return known if faults else known | drawn(check)


def drawn(check: dict[str, Any]) -> dict[str, Any]:
    """Every combination with its outcome, and how many give each verdict."""
    lines = [
        (answers, judge_answers(check, answers)) for answers in combinations(check)
    ]
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
