"""The page of a problem."""

from django.shortcuts import render

from content import store
from content.structured_data import breadcrumb, plain, questions
from content.web import crumbs, elsewhere, reading_page
from procedures.channels import badges
from procedures.checklist import count, tick
from procedures.links import next_link, the_contacts
from procedures.views import addresses


@reading_page
def trouble(request, slug):
    snapshot = store.current()
    entry = snapshot.pages.get(slug)
    if not entry or entry.kind != "trouble":
        return elsewhere(request, slug)
    page = snapshot.full(entry)
    way = crumbs(snapshot.root(entry.section), entry)
    stated = page["web"] is not None or page["app"] is not None
    lines = [next_link(snapshot, entry, line) for line in page["remedies"]]
    remedies = tick(lines, request.GET.getlist("fait"))
    context = {
        "page": page,
        "crumbs": way,
        "badges": badges(page) if stated else [],
        "remedies": remedies,
        "steps_done": count(remedies),
        "procedures": snapshot.named(page["procedures"]),
        "related": snapshot.named(page["related"]),
        "contacts": the_contacts(snapshot),
        "data": [breadcrumb(request, way), questions([faq(entry)])],
    } | addresses(request, entry, remedies)
    name = "trouble.html#checklist" if request.htmx else "trouble.html"
    return render(request, name, context)


def faq(entry):
    """The problem and what to try, as a question and its answer."""
    remedies = entry.record.get("remedies", [])
    return entry.title, " ".join(plain(remedy["text"]) for remedy in remedies)
