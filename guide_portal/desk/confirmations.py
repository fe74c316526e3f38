"""« Vérifié » means that somebody did: at the desk, a service of the CPAM confirms a
line or a page with one click; readers then see its name and the day."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.admin.resubmission import asked_again, resumable, tell_back
from content.models import Edition, Page, Publishable, Recorded
from content.publishing import workflow
from content.publishing.actions import may_publish, publish, show_soon
from content.publishing.audit import log_action
from content.publishing.refusal import ActRefusedError
from content.records import rows as records_rows
from content.records import schema
from guide_portal.desk.tasks import row_address
from procedures.models import HowTo
from procedures.rules.confirmation import confirmed_by, words_digest

COMPLEMENTS = "how_to"
SERVICE = "service"  # the name last given, kept in the session of the desk
LONGEST_NAME = 80


class Waiting(NamedTuple):
    """A text that waits for the CPAM's word; `lines` are those marked, (key, text)."""

    row: Publishable
    lines: list[tuple[str, str]]
    is_page: bool
    confirmed: str
    change: str


@resumable
@staff_member_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirmations(request: HttpRequest) -> HttpResponse:
    """What waits; a POST confirms one line, or a page."""
    if asked_again(request):
        tell_back(request)
    elif request.method == "POST":
        if not may_publish(request.user):
            raise PermissionDenied
        service = request.POST.get("service", "").strip()[:LONGEST_NAME]
        request.session[SERVICE] = service
        said = confirm(request, service) if service else "Donner le nom du service."
        if said:
            messages.error(request, said)
        return redirect("confirmations")
    context = admin.site.each_context(request) | {
        "title": "À confirmer par la CPAM",
        "waiting": list(waiting()),
        "service": request.POST.get(SERVICE) or request.session.get(SERVICE, ""),
        "may_confirm": may_publish(request.user),
    }
    return render(request, "admin/confirmations.html", context)


def waiting() -> Iterator[Waiting]:
    """Every published text with a line to confirm, and every page."""
    for model in schema.kinds().values():
        for row in records_rows.stored(model):
            record = records_rows.record_of(records_rows.tree_of(row))
            found = list(doubtful_lines(record))
            page = isinstance(row, Page)
            if found or page:
                by = f"{row.checked_by}, {row.checked_on:%d/%m/%Y}" if (
                    page and row.checked_on and row.checked_by
                ) else ""  # fmt: skip
                yield Waiting(row, found, page, by, row_address(row))


def doubtful_lines(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The lines of a record that wait: those marked, the record itself under the key
    "", and every complement nobody confirmed."""
    if record.get("verify"):
        yield "", record.get("text") or record.get("definition") or record["slug"]
    for name, value in record.items():
        for line in value if isinstance(value, list) else ():
            if isinstance(line, dict) and (
                line.get("verify") or (name == COMPLEMENTS and is_waiting(line))
            ):
                yield line["key"], line.get("text", "")


def is_waiting(line: dict[str, Any]) -> bool:
    """Whether a complement says something that nobody confirmed."""
    return line["kind"] != HowTo.Kind.UNKNOWN and not confirmed_by(line)


def confirm(request: HttpRequest, service: str) -> str:
    """Takes the mark off a line, or dates a page, and publishes it; otherwise why not.
    A text whose draft says something else is first read over and published."""
    model = schema.kinds().get(request.POST.get("kind", ""))
    if model is None:
        return "Ce texte n'existe plus."
    row: Any = get_object_or_404(model, slug=request.POST.get("slug", ""))
    edition = Edition.objects.current().filter(kind=row.KIND, slug=row.slug).first()
    if not edition or edition.record != workflow.saved_record(row):
        return f"« {row} » est en cours de modification : le publier d'abord."
    key = request.POST.get("key", "")
    try:
        with transaction.atomic():
            told = (
                _confirm_page(row, service)
                if key == "*"
                else _confirm_line(row, key, service)
            )
            if not told:
                return "Cette ligne n'existe plus, ou est déjà confirmée."
            row = model.objects.get(pk=row.pk)
            publish(request.user, [(row, workflow.record_digest(row))])
            log_action(request.user, row, f"{told}, confirmé par {service}")
    except ActRefusedError as refused:
        return str(refused)
    show_soon()
    messages.success(request, f"« {row} » : {told}, confirmé par {service}.")
    return ""


def _confirm_page(row: Any, service: str) -> str:
    row.checked_on, row.checked_by = timezone.localdate(), service
    row.save(update_fields=["checked_on", "checked_by"])
    return "la page"


def _confirm_line(row: Any, key: str, service: str) -> str:
    line: Any = _line(row, key) if key else row
    if line is None:
        return ""
    if isinstance(line, HowTo):
        line.confirmed = f"{service}, {timezone.localdate():%d/%m/%Y}"
        line.confirmed_of = words_digest(line.text)
    elif not line.verify:
        return ""
    line.verify = False
    line.save()
    return f"la ligne « {key} »" if key else "le texte"


def _line(row: Publishable, key: str) -> Recorded | None:
    """The line of that key, among those that wait."""
    for name, part in schema.fields_of(type(row)).items():
        if not part.one_to_many or "verify" not in part.related_model.RECORD:
            continue
        for line in getattr(row, name).filter(key=key):
            if line.verify or (name == COMPLEMENTS and is_waiting(vars(line))):
                return line
    return None
