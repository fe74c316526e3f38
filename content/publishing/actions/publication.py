"""Publishing and withdrawing."""

from typing import Any

from content.models import Edition, Page, Publishable
from content.publishing import scheduled, workflow
from content.publishing.actions.commit import carry_out
from content.publishing.actions.rights import (
    require_publisher,
    require_second_reader,
    require_unchanged,
)
from content.publishing.audit import Person, log_action
from content.publishing.editions import publish_edition
from content.publishing.refusal import ActRefusedError
from content.publishing.snapshot_data import Drafts

Read = tuple[Publishable, str]  # a text, and the mark of it as it was read over


def publish(user: Person, texts: list[Read], note: str = "") -> str:
    """Gives texts that were read over to readers, all or none."""
    require_publisher(user)
    for row, base in texts:
        require_second_reader(user, row)
        require_unchanged(row, base)
    drafts: Drafts = {}
    for row, _ in texts:
        drafts[row.KIND, row.slug] = workflow.saved_record(row)
    done: list[Publishable] = []

    def write() -> None:
        for row, base in texts:
            # asked before too: the answer is quicker; only this one is under the lock
            require_unchanged(row, base)
            record = drafts[row.KIND, row.slug]
            assert record is not None
            if replace_edition(row.KIND, row.slug, record, user, note):
                done.append(row)
                log_action(user, row, f"publié. {note}".strip())
            workflow.clear_state(row.KIND, row.slug)

    later = carry_out(drafts, write)
    return _told(done, texts) + later


def _told(done: list[Publishable], texts: list[Read]) -> str:
    if len(texts) > 1:
        return f"{len(done)} texte(s) publié(s)."
    row = texts[0][0]
    if not done:
        return f"« {row} » était déjà en ligne, mot pour mot."
    told = f"« {row} » est en ligne."
    waiting = scheduled.schedule_of(row.KIND, row.slug)
    if waiting:
        told += " La version programmée reste prévue, avec cette correction."
    return told


def replace_edition(
    kind: str, slug: str, record: dict[str, Any], author: Person, note: str
) -> Edition | None:
    """Publishes a record in the place of the current edition; the version scheduled
    takes over what it corrects. Inside a transaction."""
    before = Edition.objects.current().filter(kind=kind, slug=slug).first()
    made = publish_edition(kind, slug, record, author.get_username(), note)
    if made:
        scheduled.carry_over(kind, slug, before.record if before else None, record)
    return made


def withdraw(
    user: Person, row: Publishable, base: str, replacement: str, note: str
) -> str:
    """Takes a page away, its schedule too; its address leads to the edition, in force,
    of the page that replaces it: a draft of that one stays a draft."""
    require_publisher(user)
    require_second_reader(user, row)
    require_unchanged(row, base)
    if row.KIND == "section":
        raise ActRefusedError("Une rubrique ne se retire pas.")
    drafts: Drafts = {(row.KIND, row.slug): None}
    target, names = None, []
    if isinstance(row, Page):
        target = _replacement(row, replacement)
        names = list(dict.fromkeys([row.slug, *row.aliases, *_online_names(row)]))
        drafts[target.KIND, target.slug] = _with_names(target, names)

    def write() -> None:
        require_unchanged(row, base)
        publish_edition(row.KIND, row.slug, None, user.get_username(), note)
        scheduled.drop_schedule(row.KIND, row.slug)
        if target:
            _hand_over(target, names, user, note)
        where = f", remplacé par « {target} »" if target else ""
        log_action(user, row, f"retiré{where}. {note}".strip())
        workflow.clear_state(row.KIND, row.slug)
        type(row).objects.get(pk=row.pk).delete()

    return f"« {row} » est retirée." + carry_out(drafts, write)


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
