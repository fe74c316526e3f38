"""The drafts kept of a text: each compared with what is written now, any restored."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from content.admin.audit_log import log_action
from content.models import Publishable
from content.publishing import draft_history, workflow
from content.records.word_diff import compare


def show_drafts(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The list, newest first; a POST writes one of them back as the draft."""
    row = get_object_or_404(desk.model, pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    may_write = desk.has_change_permission(request, row)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        restore_asked(request, row, request.POST.get("version", ""))
        return redirect(request.path)
    now = workflow.saved_record(row)
    kept = [
        (version, compare(desk.model, version.record, now))
        for version in draft_history.versions_of(row)
    ]
    context = desk.admin_site.each_context(request) | {
        "title": f"Brouillons gardés de « {row} »",
        "row": row,
        "kept": kept,
        "may_write": may_write,
        "opts": desk.opts,
    }
    return render(request, "admin/drafts.html", context)


def restore_asked(request: HttpRequest, row: Publishable, asked: str) -> None:
    """One click: what was written meanwhile is kept in the list too."""
    versions = draft_history.versions_of(row)
    version = get_object_or_404(versions, pk=asked if asked.isdigit() else 0)
    user = request.user.get_username()
    restored = draft_history.restore_version(row, version, user)
    if restored is None:
        messages.error(request, "Ce brouillon est d'un temps où la page était autre.")
        return
    told = f"brouillon de {version.author} repris"
    log_action(request.user, restored, told)
    messages.success(request, f"C'est fait : {told}. Rien n'est publié.")
