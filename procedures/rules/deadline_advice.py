"""What to say of a computed limit: fine, to do now, too early, over. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

from procedures.rules.dates import PARIS, Start
from procedures.rules.deadlines import Limit, distance

# What the moment means, for each kind of deadline; what an event of a calendar says
MEANING = {
    "validity": "Valable jusqu'au",
    "wait": "Possible à partir du",
    "before": "À faire au plus tard le",
    "arrival": "Reçu au plus tard le",
}
QUESTIONS = {
    "validity": "Jusqu'à quand est-ce valable ?",
    "wait": "À partir de quand est-ce possible ?",
    "before": "Quand le faire, au plus tôt et au plus tard ?",
    "arrival": "Quand sera-ce reçu, au plus tard ?",
}
EVENTS = {
    "validity": "Dernier moment",
    "wait": "Possible maintenant",
    "before": "À faire au plus tard aujourd'hui",
    "arrival": "Devrait être reçu",
}


class DeadlineAdvice(NamedTuple):
    """The tone of the answer, and the sentence that says what to do."""

    tone: str
    text: str


def over(action: str) -> str:
    """What is said of a validity that is past, by what had to be done before."""
    if action.startswith("télécharger"):
        return "Ce n'est plus en ligne : le demander à la CPAM."
    return "Ce n'est plus valable : il faut recommencer."


def deadline_advice(
    kind: str, limit: Limit, start: Start, now: datetime, action: str = ""
) -> DeadlineAdvice:
    """What the limit asks for today. `before` counts back from an event: it speaks of
    the event itself once it is past, as the table of the page does."""
    if kind == "before":
        return _before(limit, start, now)
    past, far = distance(limit.moment, now, limit.hours)
    last = not limit.hours and limit.moment.date() == now.astimezone(PARIS).date()
    if kind == "wait":
        if past or last:
            return DeadlineAdvice("ok", "C'est possible maintenant.")
        return DeadlineAdvice("verifier", f"Encore {far} à attendre.")
    if kind == "arrival":
        if past:
            return DeadlineAdvice("attention", "Il devrait être arrivé : le chercher.")
        return DeadlineAdvice(
            "ok", "Au plus tard aujourd'hui." if last else f"Dans {far} au plus."
        )
    if past:
        return DeadlineAdvice("bloque", f"Dépassé depuis {far}. {over(action)}")
    return DeadlineAdvice("ok", "C'est le dernier jour." if last else f"Encore {far}.")


def _before(limit: Limit, start: Start, now: datetime) -> DeadlineAdvice:
    today = now.astimezone(PARIS).date()
    if start.moment.date() < today:
        return DeadlineAdvice(
            "bloque", "C'est terminé : refaire une demande sans attendre."
        )
    if limit.earliest and today < limit.earliest.date():
        days = (limit.earliest.date() - today).days
        return DeadlineAdvice("verifier", f"Trop tôt : encore {days} jours.")
    if today <= limit.moment.date():
        days = (limit.moment.date() - today).days
        left = f"Encore {days} jours." if days > 1 else "Ne plus attendre."
        return DeadlineAdvice("ok", f"C'est le bon moment. {left}")
    late = "La date conseillée est passée : le faire tout de suite."
    return DeadlineAdvice("attention", late)


def safest_start(kind: str, duration: str, start: Start) -> Start:
    """For a limit in hours without an hour typed: the start that promises least, the
    beginning of the day for what expires, its end for what one waits for."""
    if start.with_hour or "T" not in duration:
        return start
    if kind in ("wait", "arrival"):
        late = start.moment.replace(hour=23, minute=59)
        return Start(late, True)
    return Start(start.moment, True)


def alarm_before(kind: str, duration: timedelta, hours: bool) -> timedelta:
    """How long before the event the alarm can still serve: never before the start, at
    the moment itself for what one waits for; at nine in the morning for days."""
    if kind in ("wait", "arrival"):
        return timedelta() if hours else -timedelta(hours=9)
    if not hours:
        return timedelta(hours=15)
    return min(timedelta(hours=2), duration / 3)
