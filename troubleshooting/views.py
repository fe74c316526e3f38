"""View of a problem."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from content.models import PublishedLine
from content.pages.changes_since import ChangesSince, asked_edition, changes_since
from content.pages.fragment_cache import cached_fragment
from content.pages.http import Request, crumbs, elsewhere, reading_page
from content.pages.structured_data import breadcrumb
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from content.text.markup import plain
from procedures.how_to import how_to_context
from procedures.page_links import next_link, the_contacts
from procedures.rules.channels import stated
from procedures.rules.checklist import announced, count_done, tick
from procedures.rules.messages import usual_call, with_tries
from procedures.views import current_keys, known_ticks, ticked_addresses
from troubleshooting.models import PublishedTrouble


@reading_page
def trouble(request: Request, slug: str) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug)
    if not entry or entry.kind != "trouble":
        return elsewhere(request, slug)
    done = request.GET.getlist("fait")
    age = changes_since(entry, asked_edition(request))
    if request.htmx:
        key = (slug, age and age.edition, *known_ticks(snapshot, entry, done))
        make = partial(attempts, request, snapshot, entry, done, age)
        return cached_fragment(
            request, snapshot, "pages/trouble.html#checklist", key, make
        )
    page = snapshot.full(entry, PublishedTrouble)
    way = crumbs(snapshot.root(entry.section), entry)
    context = attempts(request, snapshot, entry, done, age) | {
        "announced": "",  # a page that opens is read from its start
        "crumbs": way,
        "badges": stated(page.channels),
        "procedures": snapshot.named(page.procedures),
        "related": snapshot.named(page.related),
        "contacts": the_contacts(snapshot, page.access, page.guide_only),
        "data": [breadcrumb(request, way), *page.structured_data()],
    }
    return render(request, "pages/trouble.html", context)


def attempts(
    request: Request,
    snapshot: Snapshot,
    entry: Entry,
    done: list[str],
    age: ChangesSince | None,
) -> dict[str, Any]:
    """What can be tried, and ticked."""
    page = snapshot.full(entry, PublishedTrouble)
    lines = [next_link(snapshot, entry, line) for line in page.remedies]
    done = current_keys(page, done)
    remedies = tick(lines, done)
    how = how_to_context(snapshot, page, done)
    ticked = remedies + how["added_steps"]
    tried = [spoken(r["text"]) for r in remedies if r["done"] and is_try(r)]
    told = {
        "page": page,
        "remedies": remedies,
        "steps_done": count_done(remedies),
        "announced": announced(
            (remedies, "essai", "fait"),
            (how["added_steps"], "étape", "cochée"),
        ),
        "tried": tried,
        "swapped": bool(request.htmx),  # the texts stand apart: they are swapped too
        "messages": with_tries(texts_of(page), tried),
    }
    return how | told | ticked_addresses(request, entry, ticked, age)


def texts_of(page: PublishedTrouble) -> list[PublishedLine]:
    """What one may say or write of a problem; by phone always."""
    if page.guide_only or any(m["channel"] == "appel" for m in page.messages):
        return page.messages
    return [*page.messages, usual_call(page.symptom)]


def is_try(remedy: PublishedLine) -> bool:
    """Whether a line is something one tries, not a cause nor « contactez-nous »."""
    return remedy["kind"] != "cause" and remedy["next"] != "contacts"


def spoken(text: str) -> str:
    """A line of the page as one says it on the phone."""
    words = plain(text).strip().removesuffix(".")
    return words[:1].lower() + words[1:]
