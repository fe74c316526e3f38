"""The page of a problem."""

from django.shortcuts import render

from content import store
from content.structured_data import breadcrumb, plain, questions
from content.web import absolute, crumbs, elsewhere, reading_page
from procedures.channels import badges
from procedures.links import next_link, the_contacts


@reading_page
def trouble(request, slug):
    snapshot = store.current()
    entry = snapshot.pages.get(slug)
    if not entry or entry.kind != "trouble":
        return elsewhere(request, slug)
    page = snapshot.full(entry)
    way = crumbs(snapshot.root(entry.section), entry)
    stated = page["web"] is not None or page["app"] is not None
    context = {
        "page": page,
        "crumbs": way,
        "badges": badges(page) if stated else [],
        "remedies": [next_link(snapshot, entry, line) for line in page["remedies"]],
        "procedures": snapshot.named(page["procedures"]),
        "related": snapshot.named(page["related"]),
        "contacts": the_contacts(snapshot),
        "address": absolute(request, entry.address),
        "data": [breadcrumb(request, way), questions([faq(entry)])],
    }
    return render(request, "trouble.html", context)


def faq(entry):
    """The problem and what to try, as a question and its answer."""
    remedies = entry.record.get("remedies", [])
    return entry.title, " ".join(plain(remedy["text"]) for remedy in remedies)
