"""Texts that come from files: of a release, of an operator, or of a zip at the desk."""

from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from content.models import Publishable
from content.publishing import audit, draft_history, importer, scheduled, workflow
from content.publishing.actions.commit import carry_out, show
from content.publishing.actions.rights import require_publisher
from content.publishing.editions import publish_edition
from content.publishing.import_plan import ImportedDraft, ImportPlan
from content.publishing.refusal import ActRefusedError
from content.publishing.snapshot_data import Drafts
from content.records.rows import record_of

MAX_NAMED = 8  # pages named in the journal


class Bearer(NamedTuple):
    """Who brings files: an account, and the name that editions give."""

    account: Any
    name: str

    @property
    def author(self) -> str:
        return f"{self.name}, {audit.FROM_FILES}"[-150:]


def of_the_machine() -> Bearer:
    """Whoever types a command on the machine."""
    return Bearer(audit.operator(), audit.operator_name())


def import_files(
    plan: ImportPlan, folder: Path, note: str = "", user: audit.Person | None = None
) -> str:
    """Writes a plan without conflict, all or nothing, and publishes what the files say
    that the desk did not. `user`: who brings them at the desk; without one, whoever
    types the command. With four eyes, what comes by the desk comes as drafts."""
    if user is not None:
        require_publisher(user)
    bearer = Bearer(user, user.get_username()) if user else of_the_machine()
    if user and settings.FOUR_EYES:
        return _as_drafts(plan, folder, bearer)

    told: list[str] = []

    def write() -> None:
        _require_same(plan)
        rows = importer.write_rows(plan, folder)
        told.extend(_publish(row, row.loaded, bearer, note) for row in rows)
        for draft in plan.drafts:
            _keep_draft(draft, bearer, note)
        for row in plan.replaced:
            _withdraw(row, bearer, note)
        _log(bearer, plan, note)

    if not _anything(plan):
        with transaction.atomic():
            importer.write_rows(plan, folder)
        return show()
    later = carry_out(_to_readers(plan), write)
    return "".join(told) + later


def _to_readers(plan: ImportPlan) -> Drafts:
    """What readers would read of a plan."""
    found: Drafts = {(d.kind, d.row.slug): record_of(d.tree) for d in plan.published}
    for draft in plan.drafts:
        if draft.online:
            found[draft.document.kind, draft.document.row.slug] = draft.online
    return found | {(row.KIND, row.slug): None for row in plan.replaced}


def _anything(plan: ImportPlan) -> bool:
    return bool(plan.new or plan.changed or plan.replaced or plan.drafts)


def _require_same(plan: ImportPlan) -> None:
    """What was planned is still what the desk says."""
    drafts = [draft.document for draft in plan.drafts]
    for document in plan.changed + drafts:
        row = workflow.draft_of(document.kind, document.row.slug)
        planned = plan.stored.get((document.kind, document.row.slug))
        stored = workflow.saved_record(row) if row else None
        if stored != planned:
            told = "a changé pendant le chargement : recommencez."
            raise ActRefusedError(f"« {document.row.slug} » {told}")


def _publish(
    row: Publishable, record: dict[str, Any], bearer: Bearer, note: str
) -> str:
    """Publishes a text; what becomes of its scheduled version."""
    before = workflow.current_edition(row)
    made = publish_edition(row.KIND, row.slug, record, bearer.author, note)
    workflow.clear_state(row.KIND, row.slug)
    was = before.record if before else None
    return scheduled.carry_over(row.KIND, row.slug, was, record) if made else ""


def _keep_draft(draft: ImportedDraft, bearer: Bearer, note: str) -> None:
    """A draft of the files is one here; what readers read meanwhile is published."""
    row = workflow.draft_of(draft.document.kind, draft.document.row.slug)
    assert row
    if draft.online:
        _publish(row, draft.online, bearer, note)
    # who types commands on the machine reads nothing over at the desk
    workflow.note_brought(row, bearer.name, draft.work, bearer.account.is_active)
    draft_history.keep_version(row, bearer.name)


def _withdraw(row: Publishable, bearer: Bearer, note: str) -> None:
    publish_edition(row.KIND, row.slug, None, bearer.author, note)
    why = "Les fichiers remplacent cette page."
    scheduled.drop_schedule(row.KIND, row.slug, bearer.account, why)
    workflow.clear_state(row.KIND, row.slug)


def _as_drafts(plan: ImportPlan, folder: Path, bearer: Bearer) -> str:
    if plan.replaced:
        told = "Une page y change de nom : avec quatre yeux, retirez-la au bureau."
        raise ActRefusedError(told)
    with transaction.atomic():
        _require_same(plan)
        drafts = (workflow.draft_of(d.kind, d.row.slug) for d in plan.changed)
        memory = {(row.KIND, row.slug): row.loaded for row in drafts if row}
        for row in importer.write_rows(plan, folder):
            # the memory of the files is of what was loaded and published
            before = memory.get((row.KIND, row.slug))
            type(row).objects.filter(pk=row.pk).update(loaded=before)
            workflow.note_edited(row, bearer.name)
        for draft in plan.drafts:
            _keep_draft(draft._replace(online=None), bearer, "")
        _log(bearer, plan, "en brouillons")
    return "Une autre personne doit les relire : ce sont des brouillons."


def _log(bearer: Bearer, plan: ImportPlan, note: str) -> None:
    """One line for the whole: who, what, why."""
    names = [d.row.slug for d in plan.published]
    names += [row.slug for row in plan.replaced]
    names += [f"{one.document.row.slug} (brouillon)" for one in plan.drafts]
    told = ", ".join(names[:MAX_NAMED])
    told += f" et {len(names) - MAX_NAMED} autres" if len(names) > MAX_NAMED else ""
    line = f"fichiers chargés par {bearer.name} : {told}. {note}".strip()
    audit.log_action(bearer.account, bearer.account, line)
