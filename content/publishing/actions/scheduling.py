"""Publishing later: frozen now, judged now and again at its hour."""

import datetime
import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.db import Error, transaction
from django.utils import timezone

from content.fields import LAST_YEAR
from content.models import Publishable, ScheduledEdition
from content.publishing import draft_history, gate, workflow
from content.publishing.actions.commit import carry_out
from content.publishing.actions.publication import replace_edition
from content.publishing.actions.rights import (
    may_publish,
    require_publisher,
    require_second_reader,
    require_unchanged,
)
from content.publishing.audit import Person, log_action, operator
from content.publishing.refusal import ActRefusedError
from content.publishing.scheduled import State, drop_schedule, moment

logger = logging.getLogger("guide.publishing")


def schedule(
    user: Person, row: Publishable, base: str, note: str, at: datetime.datetime
) -> str:
    """Freezes a text that was read over, to be published at a moment. The form shows
    again what is online: it can be corrected meanwhile."""
    record = _to_be(user, row, at)
    edition = workflow.current_edition(row)
    told = f"« {row} » partira le {moment(at)}."
    with transaction.atomic():
        require_unchanged(row, base)
        draft_history.keep_version(row)
        why = f"Une autre version la remplace, le {moment(at)}."
        if before := drop_schedule(row.KIND, row.slug, user, why):
            told += f" Elle remplace la version du {moment(before.publish_at)}, qui ne "
            told += "partira pas : son texte est gardé dans « Versions »."
        ScheduledEdition.objects.create(
            kind=row.KIND,
            slug=row.slug,
            record=record,
            publish_at=at,
            scheduled_by=user.get_username(),
            note=note,
        )
        log_action(user, row, f"programmé pour le {moment(at)}. {note}".strip())
        workflow.clear_state(row.KIND, row.slug)
        # a typo must be mendable before the hour, without sending the text to come
        if edition and edition.record:
            workflow.write_draft(row.KIND, edition.record)
    return told


def _to_be(user: Person, row: Publishable, at: datetime.datetime) -> dict[str, Any]:
    """The text to be frozen, when it may be and would pass today."""
    require_publisher(user)
    require_second_reader(user, row)
    if at <= timezone.now() or at.year >= LAST_YEAR:
        raise ActRefusedError("Choisissez une date à venir.")
    if not workflow.has_draft(row):
        raise ActRefusedError(
            "Ce texte est déjà en ligne : il n'y a rien à programmer."
        )
    record = workflow.saved_record(row)
    gate.refuse_faults({(row.KIND, row.slug): record})
    return record


def cancel(user: Person, kind: str, slug: str, reason: str = "") -> str:
    """Takes back what was scheduled; its text is a draft again, unless another is."""
    if not may_publish(user):
        told = "Seule une personne qui relit peut annuler cette programmation."
        raise ActRefusedError(told)
    with transaction.atomic():
        waiting = drop_schedule(kind, slug, user, reason)
        if waiting is None:
            raise ActRefusedError("Rien n'est programmé pour ce texte.")
        row = workflow.draft_of(kind, slug)
        told = f"La version programmée de « {row or slug} » ne partira pas."
        free = row is not None and not workflow.has_draft(row)
        if free and (row := workflow.write_draft(kind, waiting.record)):
            workflow.note_edited(row, waiting.scheduled_by)
            return f"{told} Son texte est redevenu un brouillon."
    return f"{told} Son texte est gardé dans « Versions »."


def apply_due() -> int:
    """Publishes what was scheduled and whose time has come, in the name of whoever
    scheduled it; how many. What no longer passes stays, and says why."""
    due = ScheduledEdition.objects.filter(
        state=State.WAITING, publish_at__lte=timezone.now()
    )
    return sum(_apply(waiting) for waiting in due)


def _apply(waiting: ScheduledEdition) -> bool:
    User = get_user_model()
    user = User.objects.filter(username=waiting.scheduled_by).first()
    try:
        if user is None or not may_publish(user):
            told = f"Le compte « {waiting.scheduled_by} » ne peut plus publier."
            raise ActRefusedError(told)
        drafts = {(waiting.kind, waiting.slug): waiting.record}
        carry_out(drafts, lambda: _publish_due(waiting, user))
    except _GoneError:
        return False
    except ActRefusedError as refusal:
        _hold(waiting, user or operator(), str(refusal))
        return False
    except Error:
        raise  # the database is away: its hour is not over
    except Exception as error:
        logger.exception("failed at its hour: %s", waiting.slug)
        _hold(waiting, user or operator(), f"{type(error).__name__} : {error}")
        return False
    return True


class _GoneError(Exception):
    """Another process published it, or somebody cancelled it, meanwhile."""


def _publish_due(waiting: ScheduledEdition, user: Person) -> None:
    kind, slug = waiting.kind, waiting.slug
    now = ScheduledEdition.objects.select_for_update().get(pk=waiting.pk)
    # several machines look at the same clock: the row, locked, says who was first
    if (now.state, now.record) != (State.WAITING, waiting.record):
        raise _GoneError
    row = workflow.draft_of(kind, slug)
    if row is None:
        raise ActRefusedError("La page a été supprimée par un autre chemin.")
    untouched = not workflow.has_draft(row)
    now.state = State.PUBLISHED
    now.save(update_fields=["state"])
    replace_edition(kind, slug, waiting.record, user, waiting.note)
    log_action(user, row, f"publié à l'heure programmée. {waiting.note}".strip())
    if untouched:
        workflow.write_draft(kind, waiting.record)
    if untouched or not workflow.has_draft(row):
        workflow.clear_state(kind, slug)


def _hold(waiting: ScheduledEdition, user: Person, why: str) -> None:
    with transaction.atomic():
        held = ScheduledEdition.objects.filter(pk=waiting.pk, state=State.WAITING)
        if held.update(state=State.HELD, fault=why):
            row = workflow.draft_of(waiting.kind, waiting.slug)
            log_action(user, row or waiting, f"retenu à son heure : {why}"[:600])
            logger.warning("held at its hour: %s", waiting.slug)
