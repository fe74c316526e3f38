"""The page of a problem."""

from functools import partial

from django.shortcuts import render

from content import store
from content.age import age_of, asked_edition
from content.fragments import kept_fragment
from content.prose import plain
from content.structured_data import breadcrumb, questions
from content.web import crumbs, elsewhere, reading_page
from procedures.channels import stated
from procedures.checklist import count, tick
from procedures.links import next_link, the_contacts
from procedures.views import addresses, current_keys, known_ticks


@reading_page
def trouble(request, slug):
    snapshot = store.current()
    entry = snapshot.pages.get(slug)
    if not entry or entry.kind != "trouble":
        return elsewhere(request, slug)
    done = request.GET.getlist("fait")
    age = age_of(entry, asked_edition(request))
    if request.htmx:
        key = (slug, age and age.edition, *known_ticks(snapshot, entry, done))
        make = partial(attempts, request, snapshot, entry, done, age)
        return kept_fragment(request, snapshot, "trouble.html#checklist", key, make)
    page = snapshot.full(entry)
    way = crumbs(snapshot.root(entry.section), entry)
    context = attempts(request, snapshot, entry, done, age) | {
        "crumbs": way,
        "badges": stated(page),
        "procedures": snapshot.named(page["procedures"]),
        "related": snapshot.named(page["related"]),
        "contacts": the_contacts(snapshot),
        "data": [breadcrumb(request, way), questions([faq(entry)])],
    }
    return render(request, "trouble.html", context)


def attempts(request, snapshot, entry, done, age):
    """What can be tried, and ticked."""
    page = snapshot.full(entry)
    lines = [next_link(snapshot, entry, line) for line in page["remedies"]]
    remedies = tick(lines, current_keys(page, done))
    return {
        "page": page,
        "remedies": remedies,
        "steps_done": count(remedies),
    } | addresses(request, entry, remedies, age)


def faq(entry):
    """The problem and what to try, as a question and its answer."""
    remedies = entry.record.get("remedies", [])
    return entry.title, " ".join(plain(remedy["text"]) for remedy in remedies)
