"""Feedback view: without account or cookie, blanked before it is stored."""

from django.db import Error, connection
from django.http import HttpResponse
from django.shortcuts import render

from content.operations.rate_limit import TokenBucket
from content.operations.redaction import without_personal
from content.pages.http import Request, crumbs
from content.snapshot import store
from content.snapshot.entries import Entry
from guide_portal.models import Feedback
from procedures.tools.requests import refuse, stateless_tool, visitor

MAX_MESSAGE = 500  # characters
# an agency shares one address: thirty at once, then one every ten seconds
feedback_allowed = TokenBucket(size=30, rate=0.1)


@stateless_tool("GET", "POST")
def feedback(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    sent = request.POST
    entry = snapshot.entry(sent.get("page", "")[:80])
    context = {
        "entry": entry,
        "typed": "",
        "thanks": False,
        "failed": False,
        "edition": snapshot.number,
        "crumbs": crumbs(entry) if entry else crumbs(),
    }
    if request.method != "POST" or not entry:
        return render(request, "feedback/feedback.html", context)
    if not feedback_allowed.take(visitor(request)):
        message = "Beaucoup d'avis viennent d'ici : attendez quelques secondes."
        return refuse(request, 429, message)
    typed = sent.get("texte", "").strip()[:MAX_MESSAGE]
    useful = {"oui": True, "non": False}.get(sent.get("utile", ""))
    if not typed and useful is None:
        return render(request, "feedback/feedback.html", context)
    saved = keep(entry, useful, typed)
    context |= {"typed": "" if saved else typed, "thanks": saved, "failed": not saved}
    return render(
        request, "feedback/feedback.html", context, status=200 if saved else 503
    )


def keep(entry: Entry, useful: bool | None, typed: str) -> bool:
    """Writes what was said; False when the database is away."""
    text = " ".join(without_personal(typed).split())
    try:
        Feedback.objects.create(
            slug=entry.slug, edition=entry.edition, useful=useful, text=text
        )
    except Error:
        # a connection that failed once fails again: the next reader gets a new one
        connection.close()
        return False
    return True
