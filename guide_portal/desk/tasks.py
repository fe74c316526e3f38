"""Task lists of the desk: what waits this morning, each with the way to it."""

import datetime
import logging
from typing import NamedTuple

from django.db import Error
from django.urls import reverse
from django.utils import timezone

from content.models import Alert, DraftState, Page, Publishable, ScheduledEdition
from content.publishing import scheduled, snapshot_file
from content.records import rows as records_rows
from content.records import schema
from guide_portal.models import FailedSearch, Feedback, LinkCheck

logger = logging.getLogger("guide.desk")
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
    piles = (
        ("instantane", "Site et base en désaccord", _disagreements, ()),
        ("programmes", "Versions programmées", _scheduled, (places,)),
        ("brouillons", "Brouillons et relectures", _drafts, (places,)),
        ("a-relire", "Perturbations à relire", _alerts_to_read, ()),
        ("a-verifier", "À vérifier par la CPAM", _to_verify, (rows,)),
        ("sans-cible", "Liens sans adresse", _without_target, (rows,)),
        ("a-revoir", "Fiches à revoir", _to_see_again, (rows,)),
        ("recherches", "Recherches sans réponse", _searches, ()),
        ("avis", "Avis des lecteurs", _opinions, ()),
        ("perturbations", "Perturbations bientôt finies", _alerts, ()),
        ("liens", "Liens qui ne répondent pas", _links, ()),
    )
    return [TaskList(key, title, _made(*pile)) for key, title, *pile in piles]


def _made(make, given) -> list[Task]:
    """The tasks of a sort; one row that cannot be told leaves the others."""
    try:
        return list(make(*given))
    except Error:
        raise  # the database is away: the page says so
    except Exception as error:
        logger.exception("a list of tasks failed: %s", make.__name__)
        told = f"cette liste n'a pas pu être faite ({type(error).__name__})"
        return [Task("Erreur", told, reverse("admin:index"))]


def row_address(row: Publishable, view: str = "change") -> str:
    """Where a text is edited."""
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[row.pk])


def _disagreements():
    told = snapshot_file.disagreement()
    if told:
        yield Task("Instantané", told, reverse("tasks"))


def _scheduled(places: dict[tuple[str, str], str]):
    """Those held at their hour first: their author has something to do."""
    waiting = list(scheduled.open_schedules())
    for one in sorted(waiting, key=lambda x: x.state != ScheduledEdition.State.HELD):
        place = places.get((one.kind, one.slug), reverse("admin:index"))
        at = f"{timezone.localtime(one.publish_at):%d/%m/%Y à %H:%M}"
        told = f"part le {at}, par {one.scheduled_by}"
        if one.state == ScheduledEdition.State.HELD:
            told = f"pour {one.scheduled_by} : retenu le {at}. {one.fault}"
        yield Task(one.slug, told, place.replace("/change/", "/relire/"))


def _drafts(places: dict[tuple[str, str], str]):
    for known in DraftState.objects.exclude(state="").order_by("edited_at"):
        place = places.get((known.kind, known.slug))
        if not place:
            continue
        told = f"{known.get_state_display()}, {known.edited_by}"
        if known.state == DraftState.State.REVIEW and known.note:
            told += f" : « {known.note} »"
        elif known.returned_by:
            told += f", renvoyé par {known.returned_by} : « {known.reason} »"
        yield Task(known.slug, told, place.replace("/change/", "/relire/"))


def _alerts_to_read():
    for row in Alert.objects.filter(approved=False, ends_at__gt=timezone.now()):
        place = reverse("admin:content_alert_change", args=[row.pk])
        yield Task(str(row), f"écrite par {row.written_by or 'l’équipe'}", place)


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
        before = row.review_before or _after(row.checked_on)
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


def _after(day: datetime.date | None) -> datetime.date | None:
    """The day by which a page is seen again; the calendar has an end."""
    if day is None or day > datetime.date.max - AFTER:
        return day
    return day + AFTER


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
