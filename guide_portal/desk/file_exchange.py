"""At the desk: what waits; the guide's files taken away as a zip, and brought back
after a look at what would change, by the loader's own plan."""

import io
import tempfile
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.admin.resubmission import asked_again, resumable, tell_back
from content.publishing import actions, importer
from content.publishing.guide_files import exporter
from content.publishing.guide_files.check import import_faults
from content.publishing.guide_files.drafts import read_drafts
from content.publishing.guide_files.folder import read_files
from content.publishing.refusal import ActRefusedError
from content.records.rows import record_of
from content.records.word_diff import compare
from guide_portal.desk.archive import BadZipError, unpack
from guide_portal.desk.tasks import task_lists

LARGEST = 1_500_000  # bytes of a zip
MAX_FAULTS = 100  # shown at once: whoever mends these sees the others next
ZIP_SALT = "guide_portal.zip"


@require_safe
@staff_member_required
@never_cache
def export_zip(request: HttpRequest) -> HttpResponse:
    """Every text as it stands at the desk, drafts included."""
    packed = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in exporter.export_guide(Path(folder)):
            archive.write(path, path.name)
    name = f"guide-{timezone.localdate():%Y-%m-%d}.zip"
    return HttpResponse(
        packed.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@resumable
@require_http_methods(["GET", "POST"])
@staff_member_required
@never_cache
def import_zip(request: HttpRequest) -> HttpResponse:
    """First the plan, which writes nothing; then the load, if it is asked."""
    if not request.user.has_perm("content.publish"):
        raise PermissionDenied
    context = admin.site.each_context(request) | {"title": "Fichiers du guide"}
    if request.method == "POST":
        try:
            raw = _received(request)
            with tempfile.TemporaryDirectory() as name:
                context["left"] = unpack(raw, Path(name))
                loaded = _consider(request, Path(name), context)
            if asked_again(request):
                tell_back(request)
            if loaded:
                return redirect("admin:index")
            context["packed"] = signing.dumps(b64encode(raw).decode(), salt=ZIP_SALT)
        except BadZipError as error:
            context["refusal"] = str(error)
    return render(request, "admin/files.html", context)


def _received(request) -> bytes:
    """The zip just sent, or the one whose plan was shown."""
    if "packed" in request.POST:
        try:
            return b64decode(signing.loads(request.POST["packed"], salt=ZIP_SALT))
        except signing.BadSignature as error:
            raise BadZipError(
                "Ce formulaire a expiré : renvoyez le fichier."
            ) from error
    sent = request.FILES.get("zip")
    if not sent:
        raise BadZipError("Choisissez un fichier .zip.")
    if sent.size > LARGEST:
        raise BadZipError("Ce fichier est trop gros pour être celui du guide.")
    return sent.read()


def _consider(request, folder: Path, context) -> bool:
    """Fills in the plan; loads it when that is asked and nothing is in the way."""
    documents, faults = read_files(folder)
    force = request.POST.get("force", "")
    force = force if force in ("file", "staff") else ""
    marked, _ = read_drafts(folder)
    waits = asked_again(request)  # the choice of a conflict is shown again
    settled = "" if waits else force
    plan = None if faults else importer.plan_import(documents, settled, marked)
    faults = import_faults(plan, folder) if plan else faults
    shown = [f._replace(file=Path(f.file).name) for f in faults[:MAX_FAULTS]]
    context |= {"faults": shown, "others": len(faults) - len(shown)}
    if faults or plan is None:
        return False
    context.update(plan=plan, force=force, changes=_shown_changes(plan))
    context["conflicts"] = _shown_conflicts(plan)
    context["note"] = note = request.POST.get("note", "")[:300]
    if waits or "load" not in request.POST or plan.conflicts:
        return False
    try:
        later = actions.import_files(plan, folder, note, request.user)
    except ActRefusedError as refusal:
        context["faults"] = refusal.reasons
        return False
    messages.success(request, _told(plan) + later)
    return True


def _told(plan) -> str:
    """What was done, drafts and pages replaced included."""
    loaded = "chargé(s)" if settings.FOUR_EYES else "chargé(s) et publié(s)"
    counts = [
        (len(plan.published), f"texte(s) {loaded}"),
        (len(plan.drafts), "brouillon(s) repris"),
        (len(plan.replaced), "page(s) remplacée(s)"),
    ]
    done = [f"{number} {what}" for number, what in counts if number]
    return f"{', '.join(done)}." if done else "Rien à charger : tout est déjà ici."


def _shown_changes(plan) -> list[tuple[str, list]]:
    """What readers would read anew, word by word; of a conflict, if its file is taken.
    A draft of the files stays one."""
    conflicts = [conflict.document for conflict in plan.conflicts]
    clashing = [d for d in conflicts if (d.kind, d.row.slug) not in plan.marked]
    return [_shown(d, plan.online) for d in (*plan.published, *clashing)]


def _shown_conflicts(plan) -> list[tuple[str, list]]:
    """What the file of a conflict would change to the text of the team."""
    return [_shown(conflict.document, plan.stored) for conflict in plan.conflicts]


def _shown(document, before) -> tuple[str, list]:
    said = before.get((document.kind, document.row.slug))
    given = record_of(document.tree)
    return str(document.row), compare(type(document.row), said, given)


@require_safe
@staff_member_required
@never_cache
def tasks(request: HttpRequest) -> HttpResponse:
    """Everything that waits, in full."""
    context = admin.site.each_context(request) | {
        "title": "À faire",
        "piles": task_lists(),
    }
    return render(request, "admin/tasks.html", context)
