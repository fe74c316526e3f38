"""Withdrawing: a page goes, and another takes over its names."""

from typing import Any

from content.fields import SourceListField
from content.models import Page, Publishable
from content.publishing import scheduled, workflow
from content.publishing.actions.commit import carry_out
from content.publishing.actions.publication import replace_edition
from content.publishing.actions.rights import (
    require_publisher,
    require_second_reader,
    require_unchanged,
)
from content.publishing.audit import Person, log_action
from content.publishing.editions import publish_edition
from content.publishing.gate.records import published_records
from content.publishing.refusal import ActRefusedError
from content.publishing.snapshot_data import Drafts
from content.records.schema import kinds
from content.records.word_diff import compared_fields


def withdraw(
    user: Person, row: Publishable, base: str, replacement: str, note: str
) -> str:
    """Takes a page away, its schedule too; its address leads to the edition, in force,
    of the page that replaces it: a draft of that one stays a draft."""
    _require_withdrawable(user, row, base)
    drafts: Drafts = {(row.KIND, row.slug): None}
    told = [f"« {row} » est retirée."]
    target, names = None, []
    if isinstance(row, Page):
        target = _replacement(row, replacement)
        names = list(dict.fromkeys([row.slug, *row.aliases, *_online_names(row)]))
        drafts[target.KIND, target.slug] = _with_names(target, names)
    else:
        _require_uncited(row)

    def write() -> None:
        require_unchanged(row, base)
        publish_edition(row.KIND, row.slug, None, user.get_username(), note)
        told.append(_never_to_leave(row, user))
        if target:
            _hand_over(target, names, user, note)
        where = f", remplacé par « {target} »" if target else ""
        log_action(user, row, f"retiré{where}. {note}".strip())
        workflow.clear_state(row.KIND, row.slug)
        type(row).objects.get(pk=row.pk).delete()

    later = carry_out(drafts, write)
    return "".join(told) + later


def _require_withdrawable(user: Person, row: Publishable, base: str) -> None:
    require_publisher(user)
    require_second_reader(user, row)
    require_unchanged(row, base)
    if row.KIND == "section":
        raise ActRefusedError("Une rubrique ne se retire pas.")


def _require_uncited(row: Publishable) -> None:
    """A source, which nothing replaces, goes when no text cites it."""
    if row.KIND != "source":
        return
    citing = [
        f"{kinds()[kind]._meta.verbose_name} « {workflow.draft_of(kind, slug)} », "
        + " ; ".join(places)
        for (kind, slug), record in published_records().items()
        if (places := _places(kinds()[kind], record, row.slug))
    ]
    if citing:
        told = f"{len(citing)} texte(s) en ligne citent « {row} », que vous retirez : "
        raise ActRefusedError([f"{told}ôtez-en d'abord cette source.", *citing])


def _places(model: type[Publishable], record: dict[str, Any], source: str) -> list[str]:
    """Where a record cites a source."""
    return [
        field.label
        for field in compared_fields(model, record)
        if isinstance(field.part, SourceListField) and source in field.value
    ]


def _never_to_leave(row: Publishable, user: Person) -> str:
    """Cancels what was scheduled of a text withdrawn; the sentence that says so."""
    waiting = scheduled.drop_schedule(row.KIND, row.slug, user, "Le texte est retiré.")
    if waiting is None:
        return ""
    when = scheduled.moment(waiting.publish_at)
    return f" Sa version programmée pour le {when} ne partira pas."


def _replacement(row: Page, slug: str) -> Page:
    page = Page.objects.filter(slug=slug).exclude(pk=row.pk).first()
    if not page:
        told = "Choisissez la page vers laquelle mèneront les anciens liens."
        raise ActRefusedError(told)
    target = workflow.kind_of(page)
    edition = workflow.current_edition(target)
    if edition is None or edition.record is None:
        raise ActRefusedError(f"« {target} » n'est pas en ligne : publiez-la d'abord.")
    return target


def _online_names(row: Page) -> list[str]:
    edition = workflow.current_edition(row)
    record = edition.record if edition else None
    return list((record or {}).get("aliases", []))


def _with_names(target: Page, names: list[str]) -> dict[str, Any]:
    """The edition of a page, with the names it takes over."""
    edition = workflow.current_edition(target)
    assert edition and edition.record
    record = edition.record
    aliases = list(dict.fromkeys([*record.get("aliases", []), *names]))
    known = record | {"aliases": aliases}
    return {name: known[name] for name in target.RECORD if name in known}


def _hand_over(target: Page, names: list[str], user: Person, note: str) -> None:
    """Publishes the edition of a page with more names, and gives them to its rows,
    whatever else is being written there."""
    record = _with_names(target, names)
    replace_edition(target.KIND, target.slug, record, user, note)
    row = type(target).objects.get(pk=target.pk)
    row.aliases = list(dict.fromkeys([*row.aliases, *names]))
    row.save(update_fields=["aliases"])
    if not workflow.has_draft(row):
        workflow.clear_state(row.KIND, row.slug)
