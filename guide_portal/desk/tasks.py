"""What waits for the desk this morning, each with the way to it."""

import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from content.models import Alert, DraftState, Page, Publishable
from content.records import rows as records_rows
from content.records import schema
from guide_portal.models import FailedSearch, Feedback, LinkCheck

VIDEOS = "tutoriels-video"
SOON = datetime.timedelta(days=3)
AFTER = datetime.timedelta(days=180)  # without a date of its own, a page is seen again


class Task(NamedTuple):
    """One thing to look at."""

    title: str
    detail: str
    url: str


class TaskList(NamedTuple):
    """The tasks of one sort."""

    key: str
    title: str
    tasks: list[Task]


def task_lists() -> list[TaskList]:
    """Every pile, the most pressing first; empty ones too, which is good news."""
    rows = [
        row for model in schema.kinds().values() for row in records_rows.stored(model)
    ]
    places = {(row.KIND, row.slug): row_address(row) for row in rows}
    return [
        TaskList("brouillons", "Brouillons et relectures", list(_drafts(places))),
        TaskList("a-verifier", "À vérifier par la CPAM", list(_to_verify(rows))),
        TaskList("sans-cible", "Liens sans adresse", list(_without_target(rows))),
        TaskList("a-revoir", "Fiches à revoir", list(_to_see_again(rows))),
        TaskList("recherches", "Recherches sans réponse", list(_searches())),
        TaskList("avis", "Avis des lecteurs", list(_opinions())),
        TaskList("perturbations", "Perturbations bientôt finies", list(_alerts())),
        TaskList("liens", "Liens qui ne répondent pas", list(_links())),
    ]


def row_address(row: Publishable, view: str = "change") -> str:
    """Where a text is edited."""
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[row.pk])


def _drafts(places: dict[tuple[str, str], str]):
    for known in DraftState.objects.exclude(state="", publish_at=None).order_by(
        "edited_at"
    ):
        place = places.get((known.kind, known.slug))
        if not place:
            continue
        if known.publish_at:
            told = f"part le {timezone.localtime(known.publish_at):%d/%m à %H:%M}"
        else:
            told = f"{known.get_state_display()}, {known.edited_by}"
        yield Task(known.slug, told, place.replace("/change/", "/relire/"))


def _to_verify(rows):
    for row in rows:
        for words in _marked(records_rows.record_of(records_rows.tree_of(row))):
            yield Task(str(row), words[:90], row_address(row))


def _marked(value):
    """The text of everything marked « à vérifier », at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _marked(item)
    elif isinstance(value, dict):
        if value.get("verify") or value.get("pending"):
            yield str(
                value.get("text") or value.get("definition") or value.get("title")
            )
        for item in value.values():
            yield from _marked(item)


def _without_target(rows):
    """The videos that the guide announces, and its « cliquez ici » (L206)."""
    for row in rows:
        announced = getattr(row, "video_announced", False) or row.slug == VIDEOS
        if announced and not row.video_url:
            yield Task(
                str(row), "tutoriel vidéo annoncé, sans adresse", row_address(row)
            )


def _to_see_again(rows):
    today = timezone.localdate()
    for row in rows:
        if not isinstance(row, Page):
            continue
        before = row.review_before or (row.checked_on and row.checked_on + AFTER)
        if before is None:
            yield Task(row.title, "jamais vérifiée", row_address(row))
        elif before <= today:
            by = f" par {row.checked_by}" if row.checked_by else ""
            told = (
                f"vérifiée le {row.checked_on:%d/%m/%Y}{by}" if row.checked_on else ""
            )
            yield Task(
                row.title,
                f"à revoir avant le {before:%d/%m/%Y}. {told}",
                row_address(row),
            )


def _searches():
    for row in FailedSearch.objects.order_by("-month", "-count")[:20]:
        place = reverse("admin:guide_portal_failedsearch_change", args=[row.pk])
        yield Task(row.words, f"{row.count} fois", place)


def _opinions():
    for row in Feedback.objects.filter(handled=False)[:50]:
        place = reverse("admin:guide_portal_feedback_change", args=[row.pk])
        told = row.text or ("a aidé" if row.useful else "n'a pas aidé")
        yield Task(row.slug, told, place)


def _alerts():
    for row in Alert.objects.active().filter(ends_at__lte=timezone.now() + SOON):
        place = reverse("admin:content_alert_change", args=[row.pk])
        yield Task(
            str(row), f"finit le {timezone.localtime(row.ends_at):%d/%m à %H:%M}", place
        )


def _links():
    for row in LinkCheck.objects.filter(works=False):
        yield Task(
            row.url, row.state, reverse("admin:guide_portal_linkcheck_changelist")
        )
