"""Workflow of a text at the desk: opened, edited, sent to a reader and back. Rows say
what is written; this says who is at it."""

import contextlib
import datetime
import hashlib
import json
from typing import Any

from django.db import OperationalError
from django.utils import timezone

from content.models import DraftState, Edition, Page, Permalink, Publishable
from content.publishing import permalinks
from content.records import parsing, schema
from content.records.rows import record_of, save_tree, stored, tree_of
from content.text.block_diff import blocks
from content.text.yaml_format import dump_yaml, parse_yaml

OPEN_FOR = datetime.timedelta(minutes=20)
LAST_PLACE = 9999
# what files tell of the work on a draft
WORK = ("state", "writers", "edited_by", "note", "asked_by", "reason", "returned_by")


def draft_state(row: Publishable) -> DraftState:
    """The work on a text, saved or not yet."""
    found = DraftState.objects.filter(kind=row.KIND, slug=row.slug).first()
    return found or DraftState(kind=row.KIND, slug=row.slug)


def saved_record(row: Publishable) -> dict[str, Any]:
    """The text as it is saved now, lines included."""
    return record_of(tree_of(stored(type(row)).get(pk=row.pk)))


def record_digest(row: Publishable) -> str:
    """A mark of the saved text: another mark means that somebody changed it."""
    return digest_of(saved_record(row))


def digest_of(record: dict[str, Any]) -> str:
    """The mark of a text."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def current_edition(row: Publishable) -> Edition | None:
    return Edition.objects.current().filter(kind=row.KIND, slug=row.slug).first()


def draft_of(kind: str, slug: str) -> Publishable | None:
    """The rows of a text, whatever it is called."""
    return schema.kinds()[kind].objects.filter(slug=slug).first()


def kind_of(page: Page) -> Page:
    """The page as the kind it is."""
    models = [m for m in schema.kinds().values() if issubclass(m, Page)]
    found = (m.objects.filter(pk=page.pk).first() for m in models)
    return next(row for row in found if row)


def has_draft(row: Publishable) -> bool:
    """Whether the rows say something else than what is online."""
    edition = current_edition(row)
    return edition is None or edition.record != saved_record(row)


def lost_blocks(row: Publishable) -> dict[str, list[tuple[str, str]]]:
    """The blocks once published that the rows no longer have nor send elsewhere, each
    with the (key, label) of those that may replace it."""
    name = Permalink.objects.filter(slug=row.slug).first()
    if name is None or not hasattr(row, "moved"):
        return {}
    record = saved_record(row)
    choices = [(key, f"au bloc « {key} »") for key in blocks(record)]
    return dict.fromkeys(permalinks.lost_keys(record, name.keys), choices)


def write_draft(kind: str, record: dict[str, Any]) -> Publishable | None:
    """Writes a record over the rows of its text, as it would be typed; nothing when
    the text is of another time and cannot be read today. Names given to the page since
    stay its own: printed links rely on them. Inside a transaction."""
    model = schema.kinds()[kind]
    online = Edition.objects.current().filter(kind=kind, slug=record["slug"]).first()
    names = (online.record or {}).get("aliases", []) if online else []
    if names:
        kept = dict.fromkeys([*record.get("aliases", []), *names])
        record = record | {"aliases": [*kept]}
    node, _ = parse_yaml(dump_yaml([record]).encode(), "édition")
    assert node
    tree, faults = parsing.read_record(model, node.value[0], "édition")
    if faults:
        return None
    before = model.objects.filter(slug=record["slug"]).first()
    row = save_tree(tree, before.position if before else LAST_PLACE)
    # the memory of the files is not what is being written
    row.loaded = before.loaded if before else None
    model.objects.filter(pk=row.pk).update(loaded=row.loaded)
    return row


def note_opened(row: Publishable, user: str) -> str:
    """Notes that somebody has the text open; who else had, a short while ago."""
    work, now = draft_state(row), timezone.now()
    recent = work.opened_at and now - work.opened_at < OPEN_FOR
    other = work.opened_by if recent and work.opened_by != user else ""
    if not other:
        # a database that a colleague's act holds keeps nobody from reading a form
        with contextlib.suppress(OperationalError):
            _update(row, opened_by=user, opened_at=now)
    return other


def note_edited(row: Publishable, user: str, base: str = "") -> None:
    """Notes a saved change: a draft again, whatever it was before. `base`: the mark of
    the text before; when it still holds nothing was changed, by nobody."""
    closed = {"opened_by": "", "opened_at": None}
    if base and base == record_digest(row):
        _update(row, **closed)
        return
    state = DraftState.State.DRAFT if has_draft(row) else DraftState.State.DONE
    writers = draft_state(row).writers if state else []
    _update(
        row,
        state=state,
        writers=[*writers, *({user} - set(writers))] if state else [],
        edited_by=user,
        edited_at=timezone.now(),
        **closed,
    )


def note_asked(row: Publishable, user: str, note: str) -> None:
    """Sends a text to its reader, with what it changes."""
    _update(
        row,
        state=DraftState.State.REVIEW,
        note=note,
        asked_by=user,
        reason="",
        returned_by="",
    )


def note_returned(row: Publishable, user: str, reason: str) -> None:
    """Sends a text back to its writer, with the reason."""
    _update(row, state=DraftState.State.DRAFT, reason=reason, returned_by=user)


def work_of(kind: str, slug: str) -> dict[str, Any]:
    """What is known of the work on a text, for its file."""
    found = DraftState.objects.filter(kind=kind, slug=slug).values(*WORK).first()
    return {name: value for name, value in (found or {}).items() if value}


def note_brought(
    row: Publishable, user: str, work: dict[str, Any], wrote: bool
) -> None:
    """Notes a draft that files brought, with the work on it that they tell; whether
    whoever brought it may have written of it too."""
    told = {name: str(work[name])[:150] for name in WORK if work.get(name)}
    named = work.get("writers")
    writers = [str(name) for name in named] if isinstance(named, list) else []
    known = DraftState.State.REVIEW, DraftState.State.DRAFT
    state = told.get("state") if told.get("state") in known else DraftState.State.DRAFT
    author = {"edited_by": user} | told
    if wrote or not writers:
        writers = list(dict.fromkeys([*writers, user]))
    state_of = {"state": state, "writers": writers, "edited_at": timezone.now()}
    _update(row, **author | state_of)


def clear_state(kind: str, slug: str) -> None:
    """Nothing waits any more."""
    DraftState.objects.filter(kind=kind, slug=slug).update(
        state=DraftState.State.DONE,
        writers=[],
        note="",
        asked_by="",
        reason="",
        returned_by="",
    )


def forget(row: Publishable) -> None:
    """Nothing is left of the work on a text that is deleted."""
    DraftState.objects.filter(kind=row.KIND, slug=row.slug).delete()


def _update(row: Publishable, **values: Any) -> None:
    DraftState.objects.update_or_create(kind=row.KIND, slug=row.slug, defaults=values)
