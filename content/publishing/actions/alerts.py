"""Service notices: online at once when who may publish says so."""

from django.conf import settings
from django.db import transaction

from content.models import Alert
from content.publishing.actions.commit import show
from content.publishing.actions.rights import may_publish
from content.publishing.audit import Person
from content.publishing.gate import links, pages
from content.publishing.refusal import ActRefusedError
from content.publishing.snapshot_data import collect
from content.snapshot.model import Snapshot

HOME = "/"


def save_alert(user: Person, alert: Alert, changed: bool = True) -> str:
    """Saves a notice: of a writer, it waits for a reader; of who may publish, it is
    approved, unless four eyes are asked and the words are their own. The admin writes
    the act in its journal."""
    name = user.get_username()
    if alert.approved and not may_publish(user):
        raise ActRefusedError(
            "Cette perturbation est en ligne : demandez à un relecteur."
        )
    if changed or not alert.written_by:
        alert.written_by = name
    own = settings.FOUR_EYES and alert.written_by == name
    alert.approved = may_publish(user) and not own
    if wrong := alert_faults(alert.text):
        raise ActRefusedError(wrong)
    with transaction.atomic():
        alert.save()
        show_soon()
    if not alert.approved:
        return "Cette perturbation attend un relecteur : elle n'est pas en ligne."
    return "Cette perturbation est en ligne dans ses dates."


def show_soon() -> None:
    """Gives readers the notices once they are committed."""
    transaction.on_commit(show)


def alert_faults(text: str) -> list[str]:
    """The links of a notice that lead nowhere, in French."""
    site = pages.Site(Snapshot(collect()))
    return [
        f"Le lien « {target} » {wrong}"
        for target in links.prose_targets(text)
        if (wrong := links.wrong_link(site, target, HOME))
    ]
