"""Who may do what to a text."""

from django.conf import settings

from content.models import Publishable
from content.publishing import workflow
from content.publishing.audit import Person
from content.publishing.refusal import ActRefusedError

TEXT_CHANGED = "Le texte a changé pendant votre lecture : relisez-le ci-dessous."


def may_publish(user: Person) -> bool:
    """Whether somebody may publish, schedule and withdraw."""
    return user.is_active and user.has_perm("content.publish")


def may_write(user: Person, model: type[Publishable]) -> bool:
    """Whether somebody may write a kind of text."""
    opts = model._meta
    return user.has_perm(f"{opts.app_label}.change_{opts.model_name}")


def require_publisher(user: Person) -> None:
    if not may_publish(user):
        told = "Votre rôle ne permet pas de publier : demandez une relecture."
        raise ActRefusedError(told)


def require_writer(user: Person, model: type[Publishable]) -> None:
    if not may_write(user, model):
        raise ActRefusedError("Votre rôle ne permet pas de modifier ce texte.")


def require_second_reader(user: Person, row: Publishable) -> None:
    """Four eyes: whoever wrote one of the words is no second reader of them."""
    wrote = workflow.draft_state(row).writers
    if settings.FOUR_EYES and user.get_username() in wrote:
        told = "une autre personne que celle qui a écrit doit publier (quatre yeux)."
        raise ActRefusedError(f"« {row} » : {told}")


def require_unchanged(row: Publishable, base: str) -> None:
    """What is done is done to the text that was read."""
    if workflow.record_digest(row) != base:
        raise ActRefusedError(TEXT_CHANGED)
