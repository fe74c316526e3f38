"""Admin of the problems."""

from django.contrib import admin

from content.admin.registry import LineInline, NoticeInline, PageAdmin
from procedures.admin import ADDED, CheckInline, DeadlineInline
from troubleshooting.models import Remedy, Trouble


class RemedyInline(LineInline):
    model = Remedy


@admin.register(Trouble)
class TroubleAdmin(PageAdmin):
    inlines = [RemedyInline, DeadlineInline, NoticeInline, *ADDED, CheckInline]
